"""Delete a book"""

from timeback_api.library._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"featured"})
OPERATION = Operation(PACKAGE, "deleteBook", "DELETE", "/books/{sourcedId}", {204: None})


@clears_locals
def build(sourced_id: str) -> Request[None]:
    """Delete a book.

    Takes it from the shelf.

    Args:
        sourced_id: Id of the book.

    Source: DELETE /lib/v1/books/{sourcedId} (deleteBook).
    """
    return Request(OPERATION, f"/books/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}")


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> None: ...
