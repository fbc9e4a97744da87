"""Create an assessment line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.assessment_line_item import AssessmentLineItem
from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createAssessmentLineItem", "POST", "/assessmentLineItems",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(assessment_line_item: AssessmentLineItem | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create an assessment line item.

    Stores a new test or part of a test. Its parent, class, component and component resource must exist, if it has them.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_line_item: The assessment line item to store.

    Source: POST /ims/oneroster/gradebook/v1p2/assessmentLineItems (createAssessmentLineItem).
    """
    return Request(
        OPERATION, "/assessmentLineItems",
        content=encoding.body("assessment_line_item", assessment_line_item, AssessmentLineItem, "assessmentLineItem"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
