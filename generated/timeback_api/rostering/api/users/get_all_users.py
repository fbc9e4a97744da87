"""List users"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.user import User, parse_user
from timeback_api.rostering.models.user_list import UserList, parse_user_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.encoding import Filter, Named, Names
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration, Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT, WHOLE, Choice, Limited


_LIMIT = Limited(WHOLE, 1, 3000)
_OFFSET = Limited(WHOLE, 0, None)
_ORDER_BY = Choice(Ordering)
_SEARCH = TEXT
OPERATION = Operation(
    PACKAGE,
    "getAllUsers",
    "GET",
    "/users",
    {
        200: Reader(parse_user_list, parse_user, collection=("users",)),
    },
    most=3000,
    paging="offset",
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, sort: str | Named | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: Names | None = None, search: str | None = None,
) -> Request[list[User]]:
    """List users.

    Students, teachers, guardians and all other users, one page at a time. A filter on `role` or `org.sourcedId` looks
    at all roles of a user.

    Args:
        limit: Largest number of objects to return. Servers may return fewer, so a short page is not a sure sign of
            the last one.
        offset: Number of matching objects to skip, counted from the first one.
        sort: Property to sort by. Without it the order is up to the server, and objects may be missed or seen twice
            when pages are read one after another.
        order_by: Direction of the sort, `asc` or `desc`. Some servers take it only together with `sort`.
        filter_expr: Condition that the objects must meet, for example `familyName='Smith' AND status='active'`.
            Operators are `=`, `!=`, `>`, `>=`, `<`, `<=` and `~` (contains); values stand in single quotes, a quote
            inside is doubled. Conditions are joined by `AND` or `OR`; the standard promises only one such word in an
            expression.
        fields: Names of the properties to return; the others are left out, required ones too. Without it objects come
            whole.
        search: Text to look for in the objects. An extension of the platform, which heeds it for users, students and
            courses only.

    Source: GET /ims/oneroster/rostering/v1p2/users (getAllUsers).
    """
    return Request(
        OPERATION,
        "/users",
        encoding.query(
            ("limit", encoding.value("limit", limit, _LIMIT)),
            ("offset", encoding.value("offset", offset, _OFFSET)),
            ("sort", encoding.sort_name("sort", sort, User)),
            ("orderBy", encoding.value("order_by", order_by, _ORDER_BY)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, User)),
            ("fields", encoding.names("fields", fields, User)),
            ("search", encoding.value("search", search, _SEARCH)),
        ),
        partial=fields is not None,
    )


@clears_locals
def build_iter(
    *, offset: int | None = None, sort: str | Named | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: Names | None = None, search: str | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[User]:
    """The listing from ``offset`` to its end, ``page_size`` at a time, at most ``max_items``; see ``build``.

    Sorted by sourcedId unless ``sort`` or ``order_by`` is given. With ``checkpoint``, the path of a file, it goes on after
    the last page that was read to its end.
    """
    return Iteration(build(offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields, search=search), page_size, max_items, checkpoint)


@clears_locals
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, sort: str | Named | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: Names | None = None, search: str | None = None,
) -> Response[UserList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(limit=limit, offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields, search=search))


@clears_locals
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, sort: str | Named | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: Names | None = None, search: str | None = None,
) -> UserList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(limit=limit, offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields, search=search))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, sort: str | Named | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: Names | None = None, search: str | None = None,
) -> Response[UserList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(limit=limit, offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields, search=search))


@clears_locals
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, sort: str | Named | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, filter_expr: str | Filter | None = None,
    fields: Names | None = None, search: str | None = None,
) -> UserList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(limit=limit, offset=offset, sort=sort, order_by=order_by, filter_expr=filter_expr, fields=fields, search=search))
