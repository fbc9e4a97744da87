"""Assign a test to a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.created_test_assignment import CreatedTestAssignment, parse_created_test_assignment
from timeback_api.powerpath.models.new_test_assignment import NewTestAssignment
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createTestAssignment", "POST", "/test-assignments", {200: ResponseDecoder(parse_created_test_assignment)},
    is_extension=True,
)


@clears_locals
def build(new_test_assignment: NewTestAssignment | Mapping[str, Any]) -> Request[CreatedTestAssignment]:
    """Assign a test to a student.

    Creates the assignment together with a lesson and a resource that belong to no course.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_test_assignment: The student and the test.

    Source: POST /powerpath/test-assignments (createTestAssignment).
    """
    return Request(
        OPERATION, "/test-assignments",
        content=encoding.body("new_test_assignment", new_test_assignment, NewTestAssignment),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: Sender,
) -> Response[CreatedTestAssignment]: ...
@sends(build)
def sync(new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: Sender) -> CreatedTestAssignment: ...
@sends(build)
async def asyncio_detailed(
    new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: AsyncSender,
) -> Response[CreatedTestAssignment]: ...
@sends(build)
async def asyncio(
    new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: AsyncSender,
) -> CreatedTestAssignment: ...
