"""Create a term"""

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
    PACKAGE, "createTerm", "POST", "/terms",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(term: AcademicSession | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a term.

    Stores a new academic session of the type `term`. Its organisation must exist, and so must its parent, if it has
    one. The documents of the platform do not list this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        term: The term to store, with `term` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/terms (createTerm).
    """
    return Request(
        OPERATION, "/terms", content=encoding.body("term", term, AcademicSession, "term"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(term: AcademicSession | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(term: AcademicSession | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    term: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(term: AcademicSession | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
