"""Change parts of a user"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.user import User, parse_user
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_user import SingleUser, parse_single_user
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchUser", "PATCH", "/users/{sourcedId}",
    {200: ResponseDecoder(parse_single_user, parse_user, unwrap=(("user",),), optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, user: User | Mapping[str, Any]) -> Request[User | None]:
    """Change parts of a user.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the user.
        user: The properties of the user to change.

    Source: PATCH /ims/oneroster/rostering/v1p2/users/{sourcedId} (patchUser).
    """
    return Request(
        OPERATION, f"/users/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("user", user, User, "user", mode="patch"), content_type="application/json",
    )


@sends(build)
def sync_detailed(sourced_id: str, user: User | Mapping[str, Any], *, client: Sender) -> Response[SingleUser]: ...
@sends(build)
def sync(sourced_id: str, user: User | Mapping[str, Any], *, client: Sender) -> SingleUser | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, user: User | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleUser]: ...
@sends(build)
async def asyncio(sourced_id: str, user: User | Mapping[str, Any], *, client: AsyncSender) -> SingleUser | None: ...
