"""List books"""

import datetime
from os import PathLike
from typing import Literal, TypedDict, Unpack

from timeback_api.common.models.shelf import Shelf
from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.book_list import BookList, parse_book_list
from timeback_api.library.models.order import Order
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.encoding import Filter, PropertyName, PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import BOOLEAN, DATE, INTEGER, TEXT, Bounded, Choice

_LIMIT = Bounded(INTEGER, 1, 50)
_OFFSET = Bounded(INTEGER, 0, None)
_SHELF = Choice(Shelf, pattern="^ext:[a-zA-Z0-9.\\-_]+$")
_ORDER_BY = Choice(Order)
_FROM_ = DATE
_LENT = BOOLEAN
_CLIENT_ = TEXT
OPERATION = Operation(
    PACKAGE,
    "getAllBooks",
    "GET",
    "/books",
    {200: ResponseDecoder(parse_book_list, parse_book, collection=("books", "titles"))},
    most=50,
    paging="offset",
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    limit: int | None
    offset: int | None
    filter_expr: str | Filter | None
    sort: str | PropertyName | None
    fields: PropertyNames | None
    shelf: Shelf | Literal["fiction", "science"] | str | None
    order_by: Order | Literal["asc", "desc"] | None
    from_: datetime.date | None
    lent: bool | None
    client_: str | None


@clears_locals
def build(
    *,
    limit: int | None = None,
    offset: int | None = None,
    filter_expr: str | Filter | None = None,
    sort: str | PropertyName | None = None,
    fields: PropertyNames | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None,
    from_: datetime.date | None = None,
    lent: bool | None = None,
    client_: str | None = None,
) -> Request[list[Book]]:
    """List books.

    The books of the library, with "quotes", a back\\slash and a ''' in the text.

    A second paragraph.

    Args:
        limit: How many at most.
        offset: How many to leave out at the front.
        filter_expr: Which ones.
        sort: By which property.
        fields: Which properties.
        shelf: Only the books of one shelf. An extension of the platform: another provider may not know it.
        order_by: Up or down.
        from_: Printed on this day or later.
        lent: Whether somebody has it.
        client_: Who asks.

    Source: GET /lib/v1/books (getAllBooks).
    """
    return Request(
        OPERATION,
        "/books",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, Book)),
            ("sort", encoding.sort_property("sort", sort, Book)),
            ("fields", encoding.property_names("fields", fields, Book)),
            ("shelf", encoding.parameter("shelf", shelf, _SHELF)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("from", encoding.parameter("from_", from_, _FROM_)),
            ("lent", encoding.parameter("lent", lent, _LENT)),
            ("client", encoding.parameter("client_", client_, _CLIENT_)),
        ),
        partial=fields is not None,
    )


@clears_locals
def build_iter(
    *,
    offset: int | None = None,
    filter_expr: str | Filter | None = None,
    sort: str | PropertyName | None = None,
    fields: PropertyNames | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None,
    from_: datetime.date | None = None,
    lent: bool | None = None,
    client_: str | None = None,
    page_size: int | None = None,
    max_items: int | None = None,
    checkpoint: PathLike[str] | str | None = None,
    paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[Book]:
    """Iterate over the listing from ``offset`` to its end, sorted by sourcedId unless ``sort`` or ``order_by`` is set.

    ``page_size`` is the number of items in each request, ``max_items`` the number after which the iteration ends, and
    ``checkpoint`` the path of a file that stores the position, so that a new iteration continues after the last page
    that was completely processed. See ``build`` for the other arguments.

    ``paging="keyset"`` asks for each page by the last id of the page before, and not by an offset: objects that are
    added or removed meanwhile shift no others, and servers need not count to a deep offset. Objects come in the order
    of their ids, so ``offset``, another ``sort`` and a filter with OR are refused. A server whose filter and sort do
    not allow it raises ``KeysetPagingError`` before the first object.
    """
    return Iteration(
        build(
            offset=offset,
            filter_expr=filter_expr,
            sort=sort,
            fields=fields,
            shelf=shelf,
            order_by=order_by,
            from_=from_,
            lent=lent,
            client_=client_,
        ),
        page_size,
        max_items,
        checkpoint,
        paging,
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[BookList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> BookList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[BookList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> BookList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
