"""Create a book"""

from collections.abc import Mapping
from typing import Any

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.single_book import SingleBook, parse_single_book
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import Text

_X_REQUEST_KEY = Text(4)
OPERATION = Operation(
    PACKAGE, "createBook", "POST", "/books", {201: ResponseDecoder(parse_single_book, parse_book, unwrap=(("book",),))},
)


@clears_locals
def build(book: Book | Mapping[str, Any] | str | bytes, *, x_request_key: str | None = None) -> Request[Book]:
    """Create a book.

    Adds one book.

    Args:
        book: The new book.
        x_request_key: The same key is served once.

    Source: POST /lib/v1/books (createBook).
    """
    return Request(
        OPERATION, "/books",
        headers=encoding.query(("X-Request-Key", encoding.header("x_request_key", x_request_key, _X_REQUEST_KEY))),
        content=encoding.content(
            "book", book,
        ) if isinstance(book, str | bytes) else encoding.body("book", book, Book, "book"),
        content_type="application/xml" if isinstance(book, str | bytes) else "application/json",
    )


@sends(build)
def sync_detailed(
    book: Book | Mapping[str, Any] | str | bytes, *, client: Sender, x_request_key: str | None = None,
) -> Response[SingleBook]: ...
@sends(build)
def sync(
    book: Book | Mapping[str, Any] | str | bytes, *, client: Sender, x_request_key: str | None = None,
) -> SingleBook: ...
@sends(build)
async def asyncio_detailed(
    book: Book | Mapping[str, Any] | str | bytes, *, client: AsyncSender, x_request_key: str | None = None,
) -> Response[SingleBook]: ...
@sends(build)
async def asyncio(
    book: Book | Mapping[str, Any] | str | bytes, *, client: AsyncSender, x_request_key: str | None = None,
) -> SingleBook: ...
