"""Create a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_ import Class
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createClass", "POST", "/classes",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(class_: Class | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a class.

    Stores a new class. Its course, its school and its terms must exist. The platform expects the school under `org` and
    returns it under `school`.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        class_: The class to store.

    Source: POST /ims/oneroster/rostering/v1p2/classes (createClass).
    """
    return Request(
        OPERATION, "/classes", content=encoding.body("class_", class_, Class, "class"), content_type="application/json",
    )


@sends(build)
def sync_detailed(class_: Class | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(class_: Class | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    class_: Class | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(class_: Class | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
