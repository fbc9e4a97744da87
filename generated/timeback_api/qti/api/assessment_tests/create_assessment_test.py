"""Create an assessment test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createAssessmentTest", "POST", "/assessment-tests", {201: ResponseDecoder(parse_assessment_test)},
    is_extension=True,
)


@clears_locals
def build(assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes) -> Request[AssessmentTest]:
    """Create an assessment test.

    Stores a new test with its parts, sections and references to items, given in JSON or as a QTI document. The items
    are not part of the request: a section refers to them by identifier.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test: The test.

    Source: POST /api/assessment-tests (createAssessmentTest).
    """
    return Request(
        OPERATION, "/assessment-tests",
        content=encoding.content(
            "assessment_test", assessment_test,
        ) if isinstance(
            assessment_test, str | bytes,
        ) else encoding.body("assessment_test", assessment_test, AssessmentTest),
        content_type="application/xml" if isinstance(assessment_test, str | bytes) else "application/json",
    )


@sends(build)
def sync_detailed(
    assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender,
) -> Response[AssessmentTest]: ...
@sends(build)
def sync(assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender) -> AssessmentTest: ...
@sends(build)
async def asyncio_detailed(
    assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender,
) -> Response[AssessmentTest]: ...
@sends(build)
async def asyncio(
    assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender,
) -> AssessmentTest: ...
