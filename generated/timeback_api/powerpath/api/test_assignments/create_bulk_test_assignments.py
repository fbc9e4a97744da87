"""Assign tests to many students at once"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.bulk_test_assignments import BulkTestAssignments, parse_bulk_test_assignments
from timeback_api.powerpath.models.new_test_assignments import NewTestAssignments
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createBulkTestAssignments", "POST", "/test-assignments/bulk",
    {200: ResponseDecoder(parse_bulk_test_assignments)}, is_extension=True,
)


@clears_locals
def build(new_test_assignments: NewTestAssignments | Mapping[str, Any]) -> Request[BulkTestAssignments]:
    """Assign tests to many students at once.

    Creates all assignments or none. If one entry is invalid, the request is rejected, and the reply lists the errors of
    every entry.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_test_assignments: The assignments.

    Source: POST /powerpath/test-assignments/bulk (createBulkTestAssignments).
    """
    return Request(
        OPERATION, "/test-assignments/bulk",
        content=encoding.body("new_test_assignments", new_test_assignments, NewTestAssignments),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: Sender,
) -> Response[BulkTestAssignments]: ...
@sends(build)
def sync(new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: Sender) -> BulkTestAssignments: ...
@sends(build)
async def asyncio_detailed(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: AsyncSender,
) -> Response[BulkTestAssignments]: ...
@sends(build)
async def asyncio(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: AsyncSender,
) -> BulkTestAssignments: ...
