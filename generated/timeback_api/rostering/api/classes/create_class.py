"""Create a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_ import Class
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createClass",
    "POST",
    "/classes",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(class_: Class | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a class.

    Stores a new class. Its course, its school and its terms must exist. The platform takes the school under `org` and
    answers it under `school`.

    Args:
        class_: The class to store.

    Source: POST /ims/oneroster/rostering/v1p2/classes (createClass).
    """
    return Request(
        OPERATION,
        "/classes",
        content=encoding.body("class_", class_, Class, "class"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(class_: Class | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(class_))


@clears_locals
def sync(class_: Class | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(class_))


@clears_locals
async def asyncio_detailed(
    class_: Class | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(class_))


@clears_locals
async def asyncio(class_: Class | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(class_))
