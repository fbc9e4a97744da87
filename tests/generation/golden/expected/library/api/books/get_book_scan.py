"""Read the scan of a book"""

from timeback_api.library._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder, identity
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getBookScan",
    "GET",
    "/books/{sourcedId}/scan",
    {200: ResponseDecoder(identity, media="bytes")},
    accept="application/zip",
)


@clears_locals
def build(sourced_id: str) -> Request[bytes]:
    """Read the scan of a book.

    The pages as one archive.

    Args:
        sourced_id: Id of the book.

    Source: GET /lib/v1/books/{sourcedId}/scan (getBookScan).
    """
    return Request(OPERATION, f"/books/{encoding.path_segment('sourced_id', sourced_id)}/scan")


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[bytes]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id))


@clears_locals
def sync(sourced_id: str, *, client: Sender) -> bytes:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id))


@clears_locals
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[bytes]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender) -> bytes:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id))
