"""Read a user"""

from timeback_api.common.models.user import User, parse_user
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_user import SingleUser, parse_single_user
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getUser", "GET", "/users/{sourcedId}",
    {200: ResponseDecoder(parse_single_user, parse_user, unwrap=(("user",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[User]:
    """Read a user.

    One user with all roles, profiles and agents.

    Args:
        sourced_id: Id of the user.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/users/{sourcedId} (getUser).
    """
    return Request(
        OPERATION, f"/users/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, User))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> Response[SingleUser]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleUser: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleUser]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleUser: ...
