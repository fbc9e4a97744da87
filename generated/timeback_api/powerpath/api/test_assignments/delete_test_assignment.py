"""Delete a test assignment"""

from timeback_api.powerpath._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response


OPERATION = Operation(
    PACKAGE,
    "deleteTestAssignment",
    "DELETE",
    "/test-assignments/{id}",
    {
        204: None,
    },
)


@clears_locals
def build(id: str) -> Request[None]:
    """Delete a test assignment.

    Withdraws the assignment from the student.

    Args:
        id: Id of the test assignment.

    Source: DELETE /powerpath/test-assignments/{id} (deleteTestAssignment).
    """
    return Request(
        OPERATION,
        f"/test-assignments/{encoding.segment('id', id, frozenset({'admin', 'bulk', 'import'}))}",
    )


@clears_locals
def sync_detailed(id: str, *, client: Sender) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(id))


@clears_locals
def sync(id: str, *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    endpoint_functions.sync(client, build(id))


@clears_locals
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(id))


@clears_locals
async def asyncio(id: str, *, client: AsyncSender) -> None:
    """As ``sync``, from an event loop."""
    await endpoint_functions.asyncio(client, build(id))
