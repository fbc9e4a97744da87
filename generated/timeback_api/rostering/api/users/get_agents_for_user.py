"""List the agents of a user"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.agent_list import AgentList, parse_agent_list
from timeback_api.rostering.models.user import User, parse_user
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getAgentsForUser",
    "GET",
    "/users/{userSourcedId}/agents",
    {
        200: Reader(parse_agent_list, parse_user, collection=("agents",)),
    },
)


@clears_locals
def build(user_sourced_id: str) -> Request[list[User]]:
    """List the agents of a user.

    People who act for the user, such as the parents of a student. The documents of the platform do not list this
    operation.

    The platform answers this beyond its published documents.

    Args:
        user_sourced_id: Id of the user.

    Source: GET /ims/oneroster/rostering/v1p2/users/{userSourcedId}/agents (getAgentsForUser).
    """
    return Request(
        OPERATION,
        f"/users/{encoding.segment('user_sourced_id', user_sourced_id)}/agents",
    )


@clears_locals
def sync_detailed(user_sourced_id: str, *, client: Sender) -> Response[AgentList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(user_sourced_id))


@clears_locals
def sync(user_sourced_id: str, *, client: Sender) -> AgentList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(user_sourced_id))


@clears_locals
async def asyncio_detailed(user_sourced_id: str, *, client: AsyncSender) -> Response[AgentList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(user_sourced_id))


@clears_locals
async def asyncio(user_sourced_id: str, *, client: AsyncSender) -> AgentList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(user_sourced_id))
