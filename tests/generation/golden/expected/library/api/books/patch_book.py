"""Change a book"""

from collections.abc import Mapping
from typing import Any

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"featured"})
OPERATION = Operation(
    PACKAGE, "patchBook", "PATCH", "/books/{sourcedId}",
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
        OPERATION, f"/books/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=None if book is None else encoding.body("book", book, Book, mode="patch"),
        content_type=None if book is None else "application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, book: Book | Mapping[str, Any] | None = None,
) -> Response[Book]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, book: Book | Mapping[str, Any] | None = None) -> Book | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, book: Book | Mapping[str, Any] | None = None,
) -> Response[Book]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, book: Book | Mapping[str, Any] | None = None,
) -> Book | None: ...
