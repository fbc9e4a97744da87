"""Set up a test from QTI content"""

from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.internal_test import InternalTest, parse_internal_test
from timeback_api.powerpath.models.new_assessment_bank import NewAssessmentBank
from timeback_api.powerpath.models.new_internal_test import NewInternalTest
from timeback_api.powerpath.models.new_qti_test import NewQtiTest
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import DiscriminatedUnion

OPERATION = Operation(
    PACKAGE,
    "createInternalTest",
    "POST",
    "/createInternalTest",
    {200: ResponseDecoder(parse_internal_test)},
    is_extension=True,
)


@clears_locals
def build(new_internal_test: NewInternalTest | dict[str, Any]) -> Request[InternalTest]:
    """Set up a test from QTI content.

    Creates the resource and the lesson of a test, either from one QTI test or from a bank of several that are used in
    turn, one for each attempt. Test-outs and placements replace the one that the course has; all other types are always
    created as new objects.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_internal_test: The test and its course.

    Source: POST /powerpath/createInternalTest (createInternalTest).
    """
    return Request(
        OPERATION,
        "/createInternalTest",
        content=encoding.raw_body(
            "new_internal_test",
            new_internal_test,
            DiscriminatedUnion("testType", {"qti": NewQtiTest, "assessment-bank": NewAssessmentBank}, None),
        ),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(new_internal_test: NewInternalTest | dict[str, Any], *, client: Sender) -> Response[InternalTest]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_internal_test))


@clears_locals
def sync(new_internal_test: NewInternalTest | dict[str, Any], *, client: Sender) -> InternalTest:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_internal_test))


@clears_locals
async def asyncio_detailed(
    new_internal_test: NewInternalTest | dict[str, Any], *, client: AsyncSender
) -> Response[InternalTest]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_internal_test))


@clears_locals
async def asyncio(new_internal_test: NewInternalTest | dict[str, Any], *, client: AsyncSender) -> InternalTest:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_internal_test))
