"""Replace a book"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.single_book import SingleBook, parse_single_book


OPERATION = Operation(
    PACKAGE,
    "putBook",
    "PUT",
    "/books/{sourcedId}",
    {
        200: Reader(parse_single_book, parse_book, unwrap=(("book",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, book: Book | Mapping[str, Any]) -> Request[Book | None]:
    """Replace a book.

    Writes the whole book.

    Args:
        sourced_id: Id of the book.
        book: The book as it shall be.

    Source: PUT /lib/v1/books/{sourcedId} (putBook).
    """
    return Request(
        OPERATION,
        f"/books/{encode.segment('sourced_id', sourced_id, frozenset({'featured'}))}",
        content=encode.body("book", book, Book, "book", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, book: Book | Mapping[str, Any], *, client: Sender) -> Response[SingleBook]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(sourced_id, book))


@clears_locals
def sync(sourced_id: str, book: Book | Mapping[str, Any], *, client: Sender) -> SingleBook | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(sourced_id, book))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, book: Book | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleBook]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(sourced_id, book))


@clears_locals
async def asyncio(sourced_id: str, book: Book | Mapping[str, Any], *, client: AsyncSender) -> SingleBook | None:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(sourced_id, book))
