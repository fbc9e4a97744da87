"""Replace a user"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_user import SingleUser, parse_single_user
from timeback_api.rostering.models.user import User, parse_user


OPERATION = Operation(
    PACKAGE,
    "updateUser",
    "PUT",
    "/users/{sourcedId}",
    {
        200: Reader(parse_single_user, parse_user, unwrap=(("user",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, user: User | Mapping[str, Any]) -> Request[User | None]:
    """Replace a user.

    Replaces the user by what is sent. Properties that are left out are lost, so send a user that was read whole.

    Args:
        sourced_id: Id of the user.
        user: The whole user as it shall be.

    Source: PUT /ims/oneroster/rostering/v1p2/users/{sourcedId} (updateUser).
    """
    return Request(
        OPERATION,
        f"/users/{encode.segment('sourced_id', sourced_id)}",
        content=encode.body("user", user, User, "user", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, user: User | Mapping[str, Any], *, client: Sender) -> Response[SingleUser]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(sourced_id, user))


@clears_locals
def sync(sourced_id: str, user: User | Mapping[str, Any], *, client: Sender) -> SingleUser | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(sourced_id, user))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, user: User | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleUser]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(sourced_id, user))


@clears_locals
async def asyncio(sourced_id: str, user: User | Mapping[str, Any], *, client: AsyncSender) -> SingleUser | None:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(sourced_id, user))
