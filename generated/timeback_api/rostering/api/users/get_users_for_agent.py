"""List the users whom a user acts for"""

from timeback_api.common.models.user import User, parse_user
from timeback_api.common.models.user_list import UserList, parse_user_list
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getUsersForAgent", "GET", "/users/{userSourcedId}/agentFor",
    {200: ResponseDecoder(parse_user_list, parse_user, collection=("users",))}, is_extension=True,
)


@clears_locals
def build(user_sourced_id: str) -> Request[list[User]]:
    """List the users whom a user acts for.

    Users who have this user as an agent, such as the children of a parent. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_sourced_id: Id of the user.

    Source: GET /ims/oneroster/rostering/v1p2/users/{userSourcedId}/agentFor (getUsersForAgent).
    """
    return Request(OPERATION, f"/users/{encoding.path_segment('user_sourced_id', user_sourced_id)}"
"/agentFor")


@sends(build)
def sync_detailed(user_sourced_id: str, *, client: Sender) -> Response[UserList]: ...
@sends(build)
def sync(user_sourced_id: str, *, client: Sender) -> UserList: ...
@sends(build)
async def asyncio_detailed(user_sourced_id: str, *, client: AsyncSender) -> Response[UserList]: ...
@sends(build)
async def asyncio(user_sourced_id: str, *, client: AsyncSender) -> UserList: ...
