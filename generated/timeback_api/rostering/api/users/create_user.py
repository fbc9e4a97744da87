"""Create a user"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.common.models.user import User
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createUser", "POST", "/users",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(user: User | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a user.

    Stores a new user. The organisations of the roles must exist. Agents can be users that are created later.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user: The user to store.

    Source: POST /ims/oneroster/rostering/v1p2/users (createUser).
    """
    return Request(
        OPERATION, "/users", content=encoding.body("user", user, User, "user"), content_type="application/json",
    )


@sends(build)
def sync_detailed(user: User | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(user: User | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(user: User | Mapping[str, Any], *, client: AsyncSender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(user: User | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
