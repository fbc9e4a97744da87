"""List assessment items"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_api.qti.models.assessment_item_list import AssessmentItemList, parse_assessment_item_list
from timeback_api.qti.models.item_sort_field import ItemSortField
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Choice

_QUERY = TEXT
_PAGE = Bounded(INTEGER, 1, None)
_LIMIT = Bounded(INTEGER, 1, None)
_SORT = Choice(ItemSortField)
_ORDER_BY = Choice(Ordering)
OPERATION = Operation(
    PACKAGE, "searchAssessmentItems", "GET", "/assessment-items",
    {200: ResponseDecoder(parse_assessment_item_list, parse_assessment_item, collection=("items",))}, paging="page",
    is_extension=True,
)


@clears_locals
def build(
    *, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: ItemSortField | Literal["title", "identifier", "type", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> Request[list[AssessmentItem]]:
    """List assessment items.

    Returns the items that match the search text and the filter, page by page.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        query: Text to search for, for example in identifiers and titles.
        page: Number of the page to return. The first is 1.
        limit: Largest number of objects on a page.
        sort: Property to sort by. Without it the items are sorted by `createdAt`.
        order_by: Direction of the sort. Without it the order is descending.
        filter_expr: Condition that the objects must meet, for example `familyName='Smith' AND status='active'`.
            Operators are `=`, `!=`, `>`, `>=`, `<`, `<=` and `~` (contains); the platform also has `@` (in a list). Put
            values in single quotes and double a quote inside. Conditions are joined by `AND` or `OR`. The standard
            guarantees only one such operator in an expression.

    Source: GET /api/assessment-items (searchAssessmentItems).
    """
    return Request(
        OPERATION, "/assessment-items",
        encoding.query(
            ("query", encoding.parameter("query", query, _QUERY)), ("page", encoding.parameter("page", page, _PAGE)),
            ("limit", encoding.parameter("limit", limit, _LIMIT)), ("sort", encoding.parameter("sort", sort, _SORT)),
            ("order", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, AssessmentItem)),
        ),
    )


@iterates
def build_iter(
    *, query: str | None = None, page: int | None = None,
    sort: ItemSortField | Literal["title", "identifier", "type", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    page_size: int | None = None, max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[AssessmentItem]:
    return Iteration(
        build(query=query, page=page, sort=sort, order_by=order_by, filter_expr=filter_expr), page_size, max_items,
        checkpoint,
    )


@sends(build)
def sync_detailed(
    *, client: Sender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: ItemSortField | Literal["title", "identifier", "type", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> Response[AssessmentItemList]: ...
@sends(build)
def sync(
    *, client: Sender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: ItemSortField | Literal["title", "identifier", "type", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> AssessmentItemList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: ItemSortField | Literal["title", "identifier", "type", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> Response[AssessmentItemList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: ItemSortField | Literal["title", "identifier", "type", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
) -> AssessmentItemList: ...
