"""Rename a test assignment"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment_change import TestAssignmentChange
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response


OPERATION = Operation(
    PACKAGE,
    "updateTestAssignment",
    "PUT",
    "/test-assignments/{id}",
    {
        204: None,
    },
)


@clears_locals
def build(id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any]) -> Request[None]:
    """Rename a test assignment.

    Changes the name of the test. Nothing else of an assignment can be changed.

    Args:
        id: Id of the test assignment.
        test_assignment_change: The new name.

    Source: PUT /powerpath/test-assignments/{id} (updateTestAssignment).
    """
    return Request(
        OPERATION,
        f"/test-assignments/{encoding.segment('id', id, frozenset({'admin', 'bulk', 'import'}))}",
        content=encoding.body("test_assignment_change", test_assignment_change, TestAssignmentChange, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: Sender,
) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(id, test_assignment_change))


@clears_locals
def sync(id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    endpoint_functions.sync(client, build(id, test_assignment_change))


@clears_locals
async def asyncio_detailed(
    id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: AsyncSender,
) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(id, test_assignment_change))


@clears_locals
async def asyncio(
    id: str, test_assignment_change: TestAssignmentChange | Mapping[str, Any], *, client: AsyncSender,
) -> None:
    """As ``sync``, from an event loop."""
    await endpoint_functions.asyncio(client, build(id, test_assignment_change))
