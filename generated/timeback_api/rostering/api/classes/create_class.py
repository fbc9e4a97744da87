"""Create a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_ import Class
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createClass",
    "POST",
    "/classes",
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
        OPERATION, "/classes", content=encoding.body("class_", class_, Class, "class"), content_type="application/json"
    )


@clears_locals
def sync_detailed(class_: Class | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(class_))


@clears_locals
def sync(class_: Class | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(class_))


@clears_locals
async def asyncio_detailed(class_: Class | Mapping[str, Any], *, client: AsyncSender) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(class_))


@clears_locals
async def asyncio(class_: Class | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(class_))
