"""Read a test assignment"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment import TestAssignment, parse_test_assignment
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"admin", "bulk", "import"})
OPERATION = Operation(
    PACKAGE,
    "getTestAssignment",
    "GET",
    "/test-assignments/{id}",
    {200: ResponseDecoder(parse_test_assignment)},
    is_extension=True,
)


@clears_locals
def build(id: str) -> Request[TestAssignment]:
    """Read a test assignment.

    One assignment with its student, test and state.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        id: Id of the test assignment.

    Source: GET /powerpath/test-assignments/{id} (getTestAssignment).
    """
    return Request(OPERATION, f"/test-assignments/{encoding.path_segment('id', id, _RESERVED_ID)}")


@clears_locals
def sync_detailed(id: str, *, client: Sender) -> Response[TestAssignment]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(id))


@clears_locals
def sync(id: str, *, client: Sender) -> TestAssignment:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(id))


@clears_locals
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[TestAssignment]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(id))


@clears_locals
async def asyncio(id: str, *, client: AsyncSender) -> TestAssignment:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(id))
