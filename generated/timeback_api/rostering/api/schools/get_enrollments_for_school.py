"""List the enrollments of a school"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_api.rostering.models.enrollment_list import EnrollmentList, parse_enrollment_list
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter, PropertyName, PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Choice

_LIMIT = Bounded(INTEGER, 1, 3000)
_OFFSET = Bounded(INTEGER, 0, None)
_ORDER_BY = Choice(Ordering)
_SEARCH = TEXT
OPERATION = Operation(
    PACKAGE, "getEnrollmentsForSchool", "GET", "/schools/{schoolSourcedId}/enrollments",
    {200: ResponseDecoder(parse_enrollment_list, parse_enrollment, collection=("enrollments",))}, most=3000,
    paging="offset",
)


@clears_locals
def build(
    school_sourced_id: str, *, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None, search: str | None = None,
) -> Request[list[Enrollment]]:
    """List the enrollments of a school.

    Enrollments in all classes of the school, in any role.

    Args:
        school_sourced_id: Id of the school.
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
        search: Text to search for in the objects. The platform supports it for users, students and courses only. An
            extension of the platform: another provider may not know it.

    Source: GET /ims/oneroster/rostering/v1p2/schools/{schoolSourcedId}/enrollments (getEnrollmentsForSchool).
    """
    return Request(
        OPERATION, f"/schools/{encoding.path_segment('school_sourced_id', school_sourced_id)}"
"/enrollments",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("sort", encoding.sort_property("sort", sort, Enrollment)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, Enrollment)),
            ("fields", encoding.property_names("fields", fields, Enrollment)),
            ("search", encoding.parameter("search", search, _SEARCH)),
        ),
        partial=fields is not None,
    )


@iterates
def build_iter(
    school_sourced_id: str, *, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, search: str | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
    paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[Enrollment]:
    return Iteration(
        build(
            school_sourced_id, offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields,
            search=search,
        ),
        page_size, max_items, checkpoint, paging,
    )


@sends(build)
def sync_detailed(
    school_sourced_id: str, *, client: Sender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None, search: str | None = None,
) -> Response[EnrollmentList]: ...
@sends(build)
def sync(
    school_sourced_id: str, *, client: Sender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None, search: str | None = None,
) -> EnrollmentList: ...
@sends(build)
async def asyncio_detailed(
    school_sourced_id: str, *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None, search: str | None = None,
) -> Response[EnrollmentList]: ...
@sends(build)
async def asyncio(
    school_sourced_id: str, *, client: AsyncSender, limit: int | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None, search: str | None = None,
) -> EnrollmentList: ...
