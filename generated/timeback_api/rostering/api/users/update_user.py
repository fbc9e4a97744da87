"""Replace a user"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.user import User, parse_user
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_user import SingleUser, parse_single_user
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateUser", "PUT", "/users/{sourcedId}",
    {200: ResponseDecoder(parse_single_user, parse_user, unwrap=(("user",),), optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, user: User | Mapping[str, Any]) -> Request[User | None]:
    """Replace a user.

    Replaces the user with the request body. Omitted properties are deleted, so send a user that was read with all
    properties.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the user.
        user: The complete user with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/users/{sourcedId} (updateUser).
    """
    return Request(
        OPERATION, f"/users/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("user", user, User, "user", mode="replace"), content_type="application/json",
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
