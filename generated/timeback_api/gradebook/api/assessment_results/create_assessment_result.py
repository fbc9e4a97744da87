"""Create an assessment result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.assessment_result import AssessmentResult
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createAssessmentResult",
    "POST",
    "/assessmentResults",
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
        OPERATION,
        "/assessmentResults",
        content=encoding.body("assessment_result", assessment_result, AssessmentResult, "assessmentResult"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender
) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(assessment_result))


@clears_locals
def sync(assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(assessment_result))


@clears_locals
async def asyncio_detailed(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender
) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_result))


@clears_locals
async def asyncio(
    assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender
) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(assessment_result))
