"""Read a book"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.single_book import SingleBook, parse_single_book
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"featured"})
OPERATION = Operation(
    PACKAGE, "getBook", "GET", "/books/{sourcedId}",
    {200: ResponseDecoder(parse_single_book, parse_book, unwrap=(("book",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Book]:
    """Read a book.

    Gives one book by its id.

    Args:
        sourced_id: Id of the book.
        fields: Which properties.

    Source: GET /lib/v1/books/{sourcedId} (getBook).
    """
    return Request(
        OPERATION, f"/books/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Book))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> Response[SingleBook]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleBook: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleBook]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleBook: ...
