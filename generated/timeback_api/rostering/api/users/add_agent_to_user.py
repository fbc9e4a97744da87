"""Make a user the agent of another"""

from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import Text

OPERATION = Operation(
    PACKAGE, "addAgentToUser", "POST", "/users/{userSourcedId}/agents", {201: None}, is_extension=True,
)


@clears_locals
def build(user_sourced_id: str, agent_sourced_id: str) -> Request[None]:
    """Make a user the agent of another.

    Adds an agent to the user in the path. Both users must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_sourced_id: Id of the user.
        agent_sourced_id: The user who becomes an agent.

    Source: POST /ims/oneroster/rostering/v1p2/users/{userSourcedId}/agents (addAgentToUser).
    """
    return Request(
        OPERATION, f"/users/{encoding.path_segment('user_sourced_id', user_sourced_id)}"
"/agents",
        content=encoding.raw_body("agent_sourced_id", agent_sourced_id, Text(1), "agentSourcedId"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(user_sourced_id: str, agent_sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(user_sourced_id: str, agent_sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(user_sourced_id: str, agent_sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(user_sourced_id: str, agent_sourced_id: str, *, client: AsyncSender) -> None: ...
