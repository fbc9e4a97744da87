"""List documents"""

from os import PathLike
from typing import Literal

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_api.case.models.cf_document_list import CFDocumentList, parse_cf_document_list
from timeback_api.common.models.ordering import Ordering
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter, PropertyName
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, Bounded, Choice

_LIMIT = Bounded(INTEGER, 1, 3000)
_OFFSET = Bounded(INTEGER, 0, None)
_ORDER_BY = Choice(Ordering)
OPERATION = Operation(
    PACKAGE, "listDocuments", "GET", "/CFDocuments",
    {200: ResponseDecoder(parse_cf_document_list, parse_cf_document, collection=("CFDocuments",))}, most=3000,
    paging="offset", is_extension=True,
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
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
        OPERATION, "/CFDocuments",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("sort", encoding.sort_property("sort", sort, CFDocument)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, CFDocument)),
        ),
    )


@iterates
def build_iter(
    *, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    page_size: int | None = None, max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
    paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[CFDocument]:
    return Iteration(
        build(offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr), page_size, max_items, checkpoint,
        paging,
    )


@sends(build)
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> Response[CFDocumentList]: ...
@sends(build)
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> CFDocumentList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> Response[CFDocumentList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> CFDocumentList: ...
