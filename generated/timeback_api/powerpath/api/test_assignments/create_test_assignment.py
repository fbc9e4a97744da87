"""Assign a test to a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.created_test_assignment import CreatedTestAssignment, parse_created_test_assignment
from timeback_api.powerpath.models.new_test_assignment import NewTestAssignment
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createTestAssignment",
    "POST",
    "/test-assignments",
    {200: ResponseDecoder(parse_created_test_assignment)},
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
        OPERATION,
        "/test-assignments",
        content=encoding.body("new_test_assignment", new_test_assignment, NewTestAssignment),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: Sender
) -> Response[CreatedTestAssignment]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_test_assignment))


@clears_locals
def sync(new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: Sender) -> CreatedTestAssignment:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_test_assignment))


@clears_locals
async def asyncio_detailed(
    new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: AsyncSender
) -> Response[CreatedTestAssignment]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_test_assignment))


@clears_locals
async def asyncio(
    new_test_assignment: NewTestAssignment | Mapping[str, Any], *, client: AsyncSender
) -> CreatedTestAssignment:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_test_assignment))
