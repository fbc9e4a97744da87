"""Create a grading period"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createGradingPeriod", "POST", "/gradingPeriods",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(academic_session: AcademicSession | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a grading period.

    Stores a new academic session of the type `gradingPeriod`. Its organisation must exist, and so must its parent term.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        academic_session: The grading period to store, with `gradingPeriod` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/gradingPeriods (createGradingPeriod).
    """
    return Request(
        OPERATION, "/gradingPeriods",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(academic_session: AcademicSession | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
