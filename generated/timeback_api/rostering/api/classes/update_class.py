"""Replace a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_ import Class, parse_class
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateClass",
    "PUT",
    "/classes/{sourcedId}",
    {200: ResponseDecoder(parse_class, parse_class, unwrap=(("class",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, class_: Class | Mapping[str, Any]) -> Request[Class | None]:
    """Replace a class.

    Replaces the class with the request body. According to its documents, the platform does not allow changing the
    course or the school of a class.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the class.
        class_: The complete class with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/classes/{sourcedId} (updateClass).
    """
    return Request(
        OPERATION,
        f"/classes/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("class_", class_, Class, "class", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, class_: Class | Mapping[str, Any], *, client: Sender) -> Response[Class]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, class_))


@clears_locals
def sync(sourced_id: str, class_: Class | Mapping[str, Any], *, client: Sender) -> Class | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, class_))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, class_: Class | Mapping[str, Any], *, client: AsyncSender
) -> Response[Class]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, class_))


@clears_locals
async def asyncio(sourced_id: str, class_: Class | Mapping[str, Any], *, client: AsyncSender) -> Class | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, class_))
