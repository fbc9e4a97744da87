"""Replace an assessment test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateAssessmentTest", "PUT", "/assessment-tests/{identifier}",
    {200: ResponseDecoder(parse_assessment_test, optional=True)}, is_extension=True,
)


@clears_locals
def build(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes,
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
        OPERATION, f"/assessment-tests/{encoding.path_segment('identifier', identifier)}",
        content=encoding.content(
            "assessment_test", assessment_test,
        ) if isinstance(
            assessment_test, str | bytes,
        ) else encoding.body("assessment_test", assessment_test, AssessmentTest, mode="replace"),
        content_type="application/xml" if isinstance(assessment_test, str | bytes) else "application/json",
    )


@sends(build)
def sync_detailed(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender,
) -> Response[AssessmentTest]: ...
@sends(build)
def sync(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender,
) -> AssessmentTest | None: ...
@sends(build)
async def asyncio_detailed(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender,
) -> Response[AssessmentTest]: ...
@sends(build)
async def asyncio(
    identifier: str, assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender,
) -> AssessmentTest | None: ...
