"""End that a user is the agent of another"""

from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "removeAgentFromUser", "DELETE", "/users/{userSourcedId}/agents/{agentSourcedId}", {204: None},
    is_extension=True,
)


@clears_locals
def build(user_sourced_id: str, agent_sourced_id: str) -> Request[None]:
    """End that a user is the agent of another.

    Removes an agent from the user in the path. Neither of the users is deleted. The documents of the platform do not
    list this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_sourced_id: Id of the user.
        agent_sourced_id: Id of the user who acts for the other.

    Source: DELETE /ims/oneroster/rostering/v1p2/users/{userSourcedId}/agents/{agentSourcedId} (removeAgentFromUser).
    """
    return Request(
        OPERATION,
        f"/users/{encoding.path_segment('user_sourced_id', user_sourced_id)}"
f"/agents/{encoding.path_segment('agent_sourced_id', agent_sourced_id)}",
    )


@sends(build)
def sync_detailed(user_sourced_id: str, agent_sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(user_sourced_id: str, agent_sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(user_sourced_id: str, agent_sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(user_sourced_id: str, agent_sourced_id: str, *, client: AsyncSender) -> None: ...
