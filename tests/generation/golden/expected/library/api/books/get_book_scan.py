"""Read the scan of a book"""

from timeback_api.library._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.decoding import identity
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getBookScan", "GET", "/books/{sourcedId}/scan", {200: ResponseDecoder(identity, media="bytes")},
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
    return Request(OPERATION, f"/books/{encoding.path_segment('sourced_id', sourced_id)}"
"/scan")


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[bytes]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> bytes: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[bytes]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> bytes: ...
