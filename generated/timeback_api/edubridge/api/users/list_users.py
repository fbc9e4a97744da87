"""List users by role"""

from collections.abc import Sequence
from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.common.models.role_name import RoleName
from timeback_api.common.models.user import User, parse_user
from timeback_api.common.models.user_list import UserList, parse_user_list
from timeback_api.edubridge._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter, PropertyName, PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Choice, ListOf

_ROLES = ListOf(Choice(RoleName, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), 1)
_ORG_SOURCED_IDS = ListOf(TEXT, 1)
_LIMIT = Bounded(INTEGER, 1, 3000)
_OFFSET = Bounded(INTEGER, 0, None)
_ORDER_BY = Choice(Ordering)
_SEARCH = TEXT
OPERATION = Operation(
    PACKAGE, "listUsers", "GET", "/users/", {200: ResponseDecoder(parse_user_list, parse_user, collection=("users",))},
    most=3000, paging="offset", is_extension=True,
)


@clears_locals
def build(
    *, roles: Sequence[RoleName | str], org_sourced_ids: Sequence[str] | None = None, limit: int | None = None,
    offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, search: str | None = None,
) -> Request[list[User]]:
    """List users by role.

    The users who have one of the roles, one page at a time.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        roles: Roles of the users. At least one is required.
        org_sourced_ids: Ids of organisations. Only users with a role at one of them are returned.
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

    Source: GET /edubridge/users/ (listUsers).
    """
    return Request(
        OPERATION, "/users/",
        encoding.query(
            ("roles", encoding.repeated_parameter("roles", roles, _ROLES)),
            ("orgSourcedIds", encoding.repeated_parameter("org_sourced_ids", org_sourced_ids, _ORG_SOURCED_IDS)),
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("sort", encoding.sort_property("sort", sort, User)),
            ("orderBy", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, User)),
            ("fields", encoding.property_names("fields", fields, User)),
            ("search", encoding.parameter("search", search, _SEARCH)),
        ),
        partial=fields is not None,
    )


@iterates
def build_iter(
    *, roles: Sequence[RoleName | str], org_sourced_ids: Sequence[str] | None = None, offset: int | None = None,
    sort: str | PropertyName | None = None, order_by: Ordering | Literal["asc", "desc"] | None = None,
    filter_expr: str | Filter | None = None, fields: PropertyNames | None = None, search: str | None = None,
    page_size: int | None = None, max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
    paging: Literal["offset", "keyset"] = "offset",
) -> Iteration[User]:
    return Iteration(
        build(
            roles=roles, org_sourced_ids=org_sourced_ids, offset=offset, sort=sort, order_by=order_by,
            filter_expr=filter_expr, fields=fields, search=search,
        ),
        page_size, max_items, checkpoint, paging,
    )


@sends(build)
def sync_detailed(
    *, client: Sender, roles: Sequence[RoleName | str], org_sourced_ids: Sequence[str] | None = None,
    limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, search: str | None = None,
) -> Response[UserList]: ...
@sends(build)
def sync(
    *, client: Sender, roles: Sequence[RoleName | str], org_sourced_ids: Sequence[str] | None = None,
    limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, search: str | None = None,
) -> UserList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, roles: Sequence[RoleName | str], org_sourced_ids: Sequence[str] | None = None,
    limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, search: str | None = None,
) -> Response[UserList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, roles: Sequence[RoleName | str], org_sourced_ids: Sequence[str] | None = None,
    limit: int | None = None, offset: int | None = None, sort: str | PropertyName | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None, search: str | None = None,
) -> UserList: ...
