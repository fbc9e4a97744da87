"""Replace a user"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_user import SingleUser, parse_single_user
from timeback_api.rostering.models.user import User, parse_user
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


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
        f"/users/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("user", user, User, "user", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, user: User | Mapping[str, Any], *, client: Sender) -> Response[SingleUser]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, user))


@clears_locals
def sync(sourced_id: str, user: User | Mapping[str, Any], *, client: Sender) -> SingleUser | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, user))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, user: User | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleUser]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, user))


@clears_locals
async def asyncio(sourced_id: str, user: User | Mapping[str, Any], *, client: AsyncSender) -> SingleUser | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, user))
