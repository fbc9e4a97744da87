"""Create an assessment result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.assessment_result import AssessmentResult
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createAssessmentResult", "POST", "/assessmentResults",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(assessment_result: AssessmentResult | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create an assessment result.

    Stores the result of a student in an assessment. The student and the assessment line item must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_result: The assessment result to store.

    Source: POST /ims/oneroster/gradebook/v1p2/assessmentResults (createAssessmentResult).
    """
    return Request(
        OPERATION, "/assessmentResults",
        content=encoding.body("assessment_result", assessment_result, AssessmentResult, "assessmentResult"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
