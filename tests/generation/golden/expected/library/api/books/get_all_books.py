"""List books"""

import datetime
from os import PathLike
from typing import Literal

from timeback_api.common.models.shelf import Shelf
from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.book_list import BookList, parse_book_list
from timeback_api.library.models.order import Order
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.encoding import Filter, Named, Names
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration, Operation, Reader, Request, Response
from timeback_runtime.validators import DAY, FLAG, TEXT, WHOLE, Choice, Limited


_LIMIT = Limited(WHOLE, 1, 50)
_OFFSET = Limited(WHOLE, 0, None)
_SHELF = Choice(Shelf, "^ext:[a-zA-Z0-9.\\-_]+$")
_ORDER_BY = Choice(Order)
_FROM_ = DAY
_LENT = FLAG
_CLIENT_ = TEXT
OPERATION = Operation(
    PACKAGE,
    "getAllBooks",
    "GET",
    "/books",
    {
        200: Reader(parse_book_list, parse_book, collection=("books", "titles")),
    },
    most=50,
    paging="offset",
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, filter_expr: str | Filter | None = None,
    sort: str | Named | None = None, fields: Names | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
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
        shelf: Only the books of one shelf.
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
            ("limit", encoding.value("limit", limit, _LIMIT)),
            ("offset", encoding.value("offset", offset, _OFFSET)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, Book)),
            ("sort", encoding.sort_name("sort", sort, Book)),
            ("fields", encoding.names("fields", fields, Book)),
            ("shelf", encoding.value("shelf", shelf, _SHELF)),
            ("orderBy", encoding.value("order_by", order_by, _ORDER_BY)),
            ("from", encoding.value("from_", from_, _FROM_)),
            ("lent", encoding.value("lent", lent, _LENT)),
            ("client", encoding.value("client_", client_, _CLIENT_)),
        ),
        partial=fields is not None,
    )


@clears_locals
def build_iter(
    *, offset: int | None = None, filter_expr: str | Filter | None = None, sort: str | Named | None = None,
    fields: Names | None = None, shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[Book]:
    """The listing from ``offset`` to its end, ``page_size`` at a time, at most ``max_items``; see ``build``.

    Sorted by sourcedId unless ``sort`` or ``order_by`` is given. With ``checkpoint``, the path of a file, it goes on after
    the last page that was read to its end.
    """
    return Iteration(build(offset=offset, filter_expr=filter_expr, sort=sort, fields=fields, shelf=shelf, order_by=order_by, from_=from_, lent=lent, client_=client_), page_size, max_items, checkpoint)


@clears_locals
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, filter_expr: str | Filter | None = None,
    sort: str | Named | None = None, fields: Names | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> Response[BookList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(limit=limit, offset=offset, filter_expr=filter_expr, sort=sort, fields=fields, shelf=shelf, order_by=order_by, from_=from_, lent=lent, client_=client_))


@clears_locals
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, filter_expr: str | Filter | None = None,
    sort: str | Named | None = None, fields: Names | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> BookList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(limit=limit, offset=offset, filter_expr=filter_expr, sort=sort, fields=fields, shelf=shelf, order_by=order_by, from_=from_, lent=lent, client_=client_))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    filter_expr: str | Filter | None = None, sort: str | Named | None = None, fields: Names | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> Response[BookList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(limit=limit, offset=offset, filter_expr=filter_expr, sort=sort, fields=fields, shelf=shelf, order_by=order_by, from_=from_, lent=lent, client_=client_))


@clears_locals
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    filter_expr: str | Filter | None = None, sort: str | Named | None = None, fields: Names | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> BookList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(limit=limit, offset=offset, filter_expr=filter_expr, sort=sort, fields=fields, shelf=shelf, order_by=order_by, from_=from_, lent=lent, client_=client_))
