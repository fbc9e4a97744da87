"""Read an assessment result"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_api.gradebook.models.single_assessment_result import (
    SingleAssessmentResult,
    parse_single_assessment_result,
)
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAssessmentResult", "GET", "/assessmentResults/{sourcedId}",
    {200: ResponseDecoder(parse_single_assessment_result, parse_assessment_result, unwrap=(("assessmentResult",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[AssessmentResult]:
    """Read an assessment result.

    The result of one student in one assessment.

    Args:
        sourced_id: Id of the assessment result.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/assessmentResults/{sourcedId} (getAssessmentResult).
    """
    return Request(
        OPERATION, f"/assessmentResults/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, AssessmentResult))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleAssessmentResult]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleAssessmentResult: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleAssessmentResult]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleAssessmentResult: ...
