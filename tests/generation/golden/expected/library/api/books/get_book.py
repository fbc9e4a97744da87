"""Read a book"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.single_book import SingleBook, parse_single_book
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"featured"})
OPERATION = Operation(
    PACKAGE,
    "getBook",
    "GET",
    "/books/{sourcedId}",
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
        OPERATION,
        f"/books/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Book))),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> Response[SingleBook]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleBook:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None
) -> Response[SingleBook]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleBook:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
