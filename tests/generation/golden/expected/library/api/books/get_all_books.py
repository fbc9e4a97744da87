"""List books"""

import datetime
from os import PathLike
from typing import Literal

from timeback_api.common.models.shelf import Shelf
from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.book_list import BookList, parse_book_list
from timeback_api.library.models.order import Order
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter, PropertyName, PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
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
    PACKAGE, "getAllBooks", "GET", "/books",
    {200: ResponseDecoder(parse_book_list, parse_book, collection=("books", "titles"))}, most=50, paging="offset",
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, filter_expr: str | Filter | None = None,
    sort: str | PropertyName | None = None, fields: PropertyNames | None = None,
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
        shelf: Only the books of one shelf. An extension of the platform: another provider may not know it.
        order_by: Up or down.
        from_: Printed on this day or later.
        lent: Whether somebody has it.
        client_: Who asks.

    Source: GET /lib/v1/books (getAllBooks).
    """
    return Request(
        OPERATION, "/books",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, Book)),
            ("sort", encoding.sort_property("sort", sort, Book)),
            ("fields", encoding.property_names("fields", fields, Book)),
            ("shelf", encoding.parameter("shelf", shelf, _SHELF)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("from", encoding.parameter("from_", from_, _FROM_)), ("lent", encoding.parameter("lent", lent, _LENT)),
            ("client", encoding.parameter("client_", client_, _CLIENT_)),
        ),
        partial=fields is not None,
    )


@iterates
def build_iter(
    *, offset: int | None = None, filter_expr: str | Filter | None = None, sort: str | PropertyName | None = None,
    fields: PropertyNames | None = None, shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None, page_size: int | None = None, max_items: int | None = None,
    checkpoint: PathLike[str] | str | None = None, paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[Book]:
    return Iteration(
        build(
            offset=offset, filter_expr=filter_expr, sort=sort, fields=fields, shelf=shelf, order_by=order_by,
            from_=from_, lent=lent, client_=client_,
        ),
        page_size, max_items, checkpoint, paging,
    )


@sends(build)
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, filter_expr: str | Filter | None = None,
    sort: str | PropertyName | None = None, fields: PropertyNames | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> Response[BookList]: ...
@sends(build)
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, filter_expr: str | Filter | None = None,
    sort: str | PropertyName | None = None, fields: PropertyNames | None = None,
    shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> BookList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    filter_expr: str | Filter | None = None, sort: str | PropertyName | None = None,
    fields: PropertyNames | None = None, shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> Response[BookList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    filter_expr: str | Filter | None = None, sort: str | PropertyName | None = None,
    fields: PropertyNames | None = None, shelf: Shelf | Literal["fiction", "science"] | str | None = None,
    order_by: Order | Literal["asc", "desc"] | None = None, from_: datetime.date | None = None,
    lent: bool | None = None, client_: str | None = None,
) -> BookList: ...
