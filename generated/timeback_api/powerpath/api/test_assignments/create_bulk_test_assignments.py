"""Assign tests to many students at once"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.bulk_test_assignments import BulkTestAssignments, parse_bulk_test_assignments
from timeback_api.powerpath.models.new_test_assignments import NewTestAssignments
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createBulkTestAssignments",
    "POST",
    "/test-assignments/bulk",
    {
        200: Reader(parse_bulk_test_assignments),
    },
)


@clears_locals
def build(new_test_assignments: NewTestAssignments | Mapping[str, Any]) -> Request[BulkTestAssignments]:
    """Assign tests to many students at once.

    Creates all assignments or none. With one bad entry the request is refused, and the reply names the faults of
    every entry.

    Args:
        new_test_assignments: The assignments.

    Source: POST /powerpath/test-assignments/bulk (createBulkTestAssignments).
    """
    return Request(
        OPERATION,
        "/test-assignments/bulk",
        content=encoding.body("new_test_assignments", new_test_assignments, NewTestAssignments),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: Sender,
) -> Response[BulkTestAssignments]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(new_test_assignments))


@clears_locals
def sync(new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: Sender) -> BulkTestAssignments:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(new_test_assignments))


@clears_locals
async def asyncio_detailed(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: AsyncSender,
) -> Response[BulkTestAssignments]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(new_test_assignments))


@clears_locals
async def asyncio(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: AsyncSender,
) -> BulkTestAssignments:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(new_test_assignments))
