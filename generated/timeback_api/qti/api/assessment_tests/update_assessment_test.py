"""Replace an assessment test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateAssessmentTest",
    "PUT",
    "/assessment-tests/{identifier}",
    {200: ResponseDecoder(parse_assessment_test, optional=True)},
    is_extension=True,
)


@clears_locals
def build(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes
) -> Request[AssessmentTest | None]:
    """Replace an assessment test.

    Replaces the stored test, including its parts. The test is given in JSON or as a QTI document.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the test.
        assessment_test: The complete test.

    Source: PUT /api/assessment-tests/{identifier} (updateAssessmentTest).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('identifier', identifier)}",
        content=encoding.content("assessment_test", assessment_test)
        if isinstance(assessment_test, str | bytes)
        else encoding.body("assessment_test", assessment_test, AssessmentTest, mode="replace"),
        content_type="application/xml" if isinstance(assessment_test, str | bytes) else "application/json",
    )


@clears_locals
def sync_detailed(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender
) -> Response[AssessmentTest]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(identifier, assessment_test))


@clears_locals
def sync(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender
) -> AssessmentTest | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(identifier, assessment_test))


@clears_locals
async def asyncio_detailed(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender
) -> Response[AssessmentTest]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier, assessment_test))


@clears_locals
async def asyncio(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender
) -> AssessmentTest | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(identifier, assessment_test))
