"""List the agents of a user"""

from timeback_api.common.models.user import User, parse_user
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.agent_list import AgentList, parse_agent_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAgentsForUser", "GET", "/users/{userSourcedId}/agents",
    {200: ResponseDecoder(parse_agent_list, parse_user, collection=("agents",))}, is_extension=True,
)


@clears_locals
def build(user_sourced_id: str) -> Request[list[User]]:
    """List the agents of a user.

    People who act for the user, such as the parents of a student. The documents of the platform do not list this
    operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_sourced_id: Id of the user.

    Source: GET /ims/oneroster/rostering/v1p2/users/{userSourcedId}/agents (getAgentsForUser).
    """
    return Request(OPERATION, f"/users/{encoding.path_segment('user_sourced_id', user_sourced_id)}"
"/agents")


@sends(build)
def sync_detailed(user_sourced_id: str, *, client: Sender) -> Response[AgentList]: ...
@sends(build)
def sync(user_sourced_id: str, *, client: Sender) -> AgentList: ...
@sends(build)
async def asyncio_detailed(user_sourced_id: str, *, client: AsyncSender) -> Response[AgentList]: ...
@sends(build)
async def asyncio(user_sourced_id: str, *, client: AsyncSender) -> AgentList: ...
