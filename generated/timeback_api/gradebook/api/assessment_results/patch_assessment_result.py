"""Change parts of an assessment result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_api.gradebook.models.single_assessment_result import (
    SingleAssessmentResult,
    parse_single_assessment_result,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchAssessmentResult", "PATCH", "/assessmentResults/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_single_assessment_result, parse_assessment_result, unwrap=(("assessmentResult",),), optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any]) -> Request[AssessmentResult | None]:
    """Change parts of an assessment result.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the assessment result.
        assessment_result: The properties of the assessment result to change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/assessmentResults/{sourcedId} (patchAssessmentResult).
    """
    return Request(
        OPERATION, f"/assessmentResults/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body(
            "assessment_result", assessment_result, AssessmentResult, "assessmentResult", mode="patch",
        ),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender,
) -> Response[SingleAssessmentResult]: ...
@sends(build)
def sync(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender,
) -> SingleAssessmentResult | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleAssessmentResult]: ...
@sends(build)
async def asyncio(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender,
) -> SingleAssessmentResult | None: ...
