"""Rename a test assignment"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment_change import TestAssignmentChange
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ID = frozenset({"admin", "bulk", "import"})
OPERATION = Operation(PACKAGE, "updateTestAssignment", "PUT", "/test-assignments/{id}", {204: None}, is_extension=True)


@clears_locals
def build(id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any]) -> Request[None]:
    """Rename a test assignment.

    Changes the name of the test. The other properties of an assignment cannot be changed.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        id: Id of the test assignment.
        test_assignment_change: The new name.

    Source: PUT /powerpath/test-assignments/{id} (updateTestAssignment).
    """
    return Request(
        OPERATION, f"/test-assignments/{encoding.path_segment('id', id, _RESERVED_ID)}",
        content=encoding.body("test_assignment_change", test_assignment_change, TestAssignmentChange, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: Sender,
) -> Response[None]: ...
@sends(build)
def sync(id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(
    id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(
    id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: AsyncSender,
) -> None: ...
