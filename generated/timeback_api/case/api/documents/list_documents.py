"""List documents"""

from os import PathLike
from typing import Literal, TypedDict, Unpack

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_api.case.models.cf_document_list import CFDocumentList, parse_cf_document_list
from timeback_api.common.models.ordering import Ordering
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.encoding import Filter, PropertyName
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, Bounded, Choice

_LIMIT = Bounded(INTEGER, 1, 3000)
_OFFSET = Bounded(INTEGER, 0, None)
_ORDER_BY = Choice(Ordering)
OPERATION = Operation(
    PACKAGE,
    "listDocuments",
    "GET",
    "/CFDocuments",
    {200: ResponseDecoder(parse_cf_document_list, parse_cf_document, collection=("CFDocuments",))},
    most=3000,
    paging="offset",
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    limit: int | None
    offset: int | None
    sort: str | PropertyName | None
    order_by: Ordering | Literal["asc", "desc"] | None
    filter_expr: str | Filter | None


@clears_locals
def build(
    *,
    limit: int | None = None,
    offset: int | None = None,
    sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None,
) -> Request[list[CFDocument]]:
    """List documents.

    The documents of all frameworks, one page at a time.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        limit: Largest number of objects to return. The documents of the platform describe it for the host, and not for
            CASE.
        offset: Number of matching objects to skip, counted from the first. The documents of the platform describe it
            for the host, and not for CASE.
        sort: Property to sort by. The documents of the platform describe it for the host, and not for CASE.
        order_by: Direction of the sort, `asc` or `desc`. The documents of the platform describe it for the host, and
            not for CASE.
        filter_expr: Condition that the objects must meet, for example `language='en'`. The documents of the platform
            describe it for the host, and not for CASE.

    Source: GET /ims/case/v1p1/CFDocuments (listDocuments).
    """
    return Request(
        OPERATION,
        "/CFDocuments",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("sort", encoding.sort_property("sort", sort, CFDocument)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, CFDocument)),
        ),
    )


@clears_locals
def build_iter(
    *,
    offset: int | None = None,
    sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None,
    page_size: int | None = None,
    max_items: int | None = None,
    checkpoint: PathLike[str] | str | None = None,
    paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[CFDocument]:
    """Iterate over the listing from ``offset`` to its end, sorted by sourcedId unless ``sort`` or ``order_by`` is set.

    ``page_size`` is the number of items in each request, ``max_items`` the number after which the iteration ends, and
    ``checkpoint`` the path of a file that stores the position, so that a new iteration continues after the last page
    that was completely processed. See ``build`` for the other arguments.

    ``paging="keyset"`` asks for each page by the last id of the page before, and not by an offset: objects that are
    added or removed meanwhile shift no others, and servers need not count to a deep offset. Objects come in the order
    of their ids, so ``offset``, another ``sort`` and a filter with OR are refused. A server whose filter and sort do
    not allow it raises ``KeysetPagingError`` before the first object.

    An extension of the platform: another provider may answer 404 or 405.
    """
    return Iteration(
        build(offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr),
        page_size,
        max_items,
        checkpoint,
        paging,
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[CFDocumentList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> CFDocumentList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[CFDocumentList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> CFDocumentList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
