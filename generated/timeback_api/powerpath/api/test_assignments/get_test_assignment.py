"""Read a test assignment"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment import TestAssignment, parse_test_assignment
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getTestAssignment",
    "GET",
    "/test-assignments/{id}",
    {
        200: Reader(parse_test_assignment),
    },
)


@clears_locals
def build(id: str) -> Request[TestAssignment]:
    """Read a test assignment.

    One assignment with its student, test and state.

    Args:
        id: Id of the test assignment.

    Source: GET /powerpath/test-assignments/{id} (getTestAssignment).
    """
    return Request(
        OPERATION,
        f"/test-assignments/{encoding.segment('id', id, frozenset({'admin', 'bulk', 'import'}))}",
    )


@clears_locals
def sync_detailed(id: str, *, client: Sender) -> Response[TestAssignment]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(id))


@clears_locals
def sync(id: str, *, client: Sender) -> TestAssignment:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(id))


@clears_locals
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[TestAssignment]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(id))


@clears_locals
async def asyncio(id: str, *, client: AsyncSender) -> TestAssignment:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(id))
