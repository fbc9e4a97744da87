"""List the results of a line item"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result, parse_result
from timeback_api.gradebook.models.result_list import ResultList, parse_result_list
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter, PropertyName, PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, Bounded, Choice

_LIMIT = Bounded(INTEGER, 1, 3000)
_OFFSET = Bounded(INTEGER, 0, None)
_ORDER_BY = Choice(Ordering)
OPERATION = Operation(
    PACKAGE, "getResultsForLineItem", "GET", "/lineItems/{lineItemSourcedId}/results",
    {200: ResponseDecoder(parse_result_list, parse_result, collection=("results",))}, most=3000, paging="offset",
    is_extension=True,
)


@clears_locals
def build(
    line_item_sourced_id: str, *, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None,
) -> Request[list[Result]]:
    """List the results of a line item.

    Grades of students for the line item. The documents of the platform do not list this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        line_item_sourced_id: Id of the line item.
        limit: Largest number of objects to return. Servers may return fewer, so a short page is not necessarily the
            last.
        offset: Number of matching objects to skip, counted from the first.
        sort: Property to sort by. Without it, the order is undefined, and paging may skip or repeat objects.
        order_by: Direction of the sort, `asc` or `desc`. Some servers accept it only together with `sort`. With `sort`
            alone, `asc` is sent.
        filter_expr: Condition that the objects must meet, for example `familyName='Smith' AND status='active'`.
            Operators are `=`, `!=`, `>`, `>=`, `<`, `<=` and `~` (contains); the platform also has `@` (in a list). Put
            values in single quotes and double a quote inside. Conditions are joined by `AND` or `OR`. The standard
            guarantees only one such operator in an expression.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/lineItems/{lineItemSourcedId}/results (getResultsForLineItem).
    """
    return Request(
        OPERATION, f"/lineItems/{encoding.path_segment('line_item_sourced_id', line_item_sourced_id)}"
"/results",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("sort", encoding.sort_property("sort", sort, Result)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, Result)),
            ("fields", encoding.property_names("fields", fields, Result)),
        ),
        partial=fields is not None,
    )


@iterates
def build_iter(
    line_item_sourced_id: str, *, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, page_size: int | None = None, max_items: int | None = None,
    checkpoint: PathLike[str] | str | None = None, paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[Result]:
    return Iteration(
        build(
            line_item_sourced_id, offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields,
        ),
        page_size, max_items, checkpoint, paging,
    )


@sends(build)
def sync_detailed(
    line_item_sourced_id: str, *, client: Sender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None,
) -> Response[ResultList]: ...
@sends(build)
def sync(
    line_item_sourced_id: str, *, client: Sender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None,
) -> ResultList: ...
@sends(build)
async def asyncio_detailed(
    line_item_sourced_id: str, *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None,
) -> Response[ResultList]: ...
@sends(build)
async def asyncio(
    line_item_sourced_id: str, *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None,
) -> ResultList: ...
