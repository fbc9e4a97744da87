"""Assign tests to many students at once"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.bulk_test_assignments import BulkTestAssignments, parse_bulk_test_assignments
from timeback_api.powerpath.models.new_test_assignments import NewTestAssignments
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createBulkTestAssignments",
    "POST",
    "/test-assignments/bulk",
    {200: ResponseDecoder(parse_bulk_test_assignments)},
    is_extension=True,
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
        OPERATION,
        "/test-assignments/bulk",
        content=encoding.body("new_test_assignments", new_test_assignments, NewTestAssignments),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: Sender
) -> Response[BulkTestAssignments]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_test_assignments))


@clears_locals
def sync(new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: Sender) -> BulkTestAssignments:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_test_assignments))


@clears_locals
async def asyncio_detailed(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: AsyncSender
) -> Response[BulkTestAssignments]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_test_assignments))


@clears_locals
async def asyncio(
    new_test_assignments: NewTestAssignments | Mapping[str, Any], *, client: AsyncSender
) -> BulkTestAssignments:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_test_assignments))
