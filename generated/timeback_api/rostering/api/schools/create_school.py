"""Create a school"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.org import Org
from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createSchool", "POST", "/schools",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(org: Org | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a school.

    Stores a new organisation of the type `school`. Its parent, usually a district, must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        org: The school to store, with `school` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/schools (createSchool).
    """
    return Request(
        OPERATION, "/schools", content=encoding.body("org", org, Org, "org"), content_type="application/json",
    )


@sends(build)
def sync_detailed(org: Org | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(org: Org | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(org: Org | Mapping[str, Any], *, client: AsyncSender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(org: Org | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
