"""Delete a test assignment"""

from timeback_api.powerpath._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"admin", "bulk", "import"})
OPERATION = Operation(
    PACKAGE, "deleteTestAssignment", "DELETE", "/test-assignments/{id}", {204: None}, is_extension=True,
)


@clears_locals
def build(id: str) -> Request[None]:
    """Delete a test assignment.

    Withdraws the assignment from the student.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        id: Id of the test assignment.

    Source: DELETE /powerpath/test-assignments/{id} (deleteTestAssignment).
    """
    return Request(OPERATION, f"/test-assignments/{encoding.path_segment('id', id, _RESERVED_ID)}")


@sends(build)
def sync_detailed(id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(id: str, *, client: AsyncSender) -> None: ...
