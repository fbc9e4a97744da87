"""Replace a book"""

from collections.abc import Mapping
from typing import Any

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.single_book import SingleBook, parse_single_book
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"featured"})
OPERATION = Operation(
    PACKAGE, "putBook", "PUT", "/books/{sourcedId}",
    {200: ResponseDecoder(parse_single_book, parse_book, unwrap=(("book",),), optional=True)},
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
        OPERATION, f"/books/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=encoding.body("book", book, Book, "book", mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(sourced_id: str, book: Book | Mapping[str, Any], *, client: Sender) -> Response[SingleBook]: ...
@sends(build)
def sync(sourced_id: str, book: Book | Mapping[str, Any], *, client: Sender) -> SingleBook | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, book: Book | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleBook]: ...
@sends(build)
async def asyncio(sourced_id: str, book: Book | Mapping[str, Any], *, client: AsyncSender) -> SingleBook | None: ...
