"""Create an assessment result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.assessment_result import AssessmentResult
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createAssessmentResult",
    "POST",
    "/assessmentResults",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(assessment_result: AssessmentResult | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create an assessment result.

    Stores how a student did in an assessment. The student and the assessment line item must exist.

    Args:
        assessment_result: The assessment result to store.

    Source: POST /ims/oneroster/gradebook/v1p2/assessmentResults (createAssessmentResult).
    """
    return Request(
        OPERATION,
        "/assessmentResults",
        content=encoding.body("assessment_result", assessment_result, AssessmentResult, "assessmentResult"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_result))


@clears_locals
def sync(assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(assessment_result))


@clears_locals
async def asyncio_detailed(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_result))


@clears_locals
async def asyncio(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(assessment_result))
