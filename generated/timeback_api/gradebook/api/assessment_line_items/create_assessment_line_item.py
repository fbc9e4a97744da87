"""Create an assessment line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.assessment_line_item import AssessmentLineItem
from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createAssessmentLineItem",
    "POST",
    "/assessmentLineItems",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(assessment_line_item: AssessmentLineItem | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create an assessment line item.

    Stores a new test or part of a test. Its parent must exist if it names one, and so must its class, component and
    component resource.

    Args:
        assessment_line_item: The assessment line item to store.

    Source: POST /ims/oneroster/gradebook/v1p2/assessmentLineItems (createAssessmentLineItem).
    """
    return Request(
        OPERATION,
        "/assessmentLineItems",
        content=encoding.body("assessment_line_item", assessment_line_item, AssessmentLineItem, "assessmentLineItem"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_line_item))


@clears_locals
def sync(assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(assessment_line_item))


@clears_locals
async def asyncio_detailed(
    assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_line_item))


@clears_locals
async def asyncio(
    assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(assessment_line_item))
