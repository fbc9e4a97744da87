"""Read a test assignment"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment import TestAssignment, parse_test_assignment
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"admin", "bulk", "import"})
OPERATION = Operation(
    PACKAGE, "getTestAssignment", "GET", "/test-assignments/{id}", {200: ResponseDecoder(parse_test_assignment)},
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


@sends(build)
def sync_detailed(id: str, *, client: Sender) -> Response[TestAssignment]: ...
@sends(build)
def sync(id: str, *, client: Sender) -> TestAssignment: ...
@sends(build)
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[TestAssignment]: ...
@sends(build)
async def asyncio(id: str, *, client: AsyncSender) -> TestAssignment: ...
