"""Change a book"""

from collections.abc import Mapping
from typing import Any

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"featured"})
OPERATION = Operation(
    PACKAGE,
    "patchBook",
    "PATCH",
    "/books/{sourcedId}",
    {200: ResponseDecoder(parse_book, parse_book, unwrap=(("book",),), optional=True)},
)


@clears_locals
def build(sourced_id: str, *, book: Book | Mapping[str, Any] | None = None) -> Request[Book | None]:
    """Change a book.

    Writes some properties.

    Args:
        sourced_id: Id of the book.
        book: What changes.

    Source: PATCH /lib/v1/books/{sourcedId} (patchBook).
    """
    return Request(
        OPERATION,
        f"/books/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=None if book is None else encoding.body("book", book, Book, mode="patch"),
        content_type=None if book is None else "application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, book: Book | Mapping[str, Any] | None = None) -> Response[Book]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, book=book))


@clears_locals
def sync(sourced_id: str, *, client: Sender, book: Book | Mapping[str, Any] | None = None) -> Book | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, book=book))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, book: Book | Mapping[str, Any] | None = None
) -> Response[Book]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, book=book))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, book: Book | Mapping[str, Any] | None = None) -> Book | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, book=book))
