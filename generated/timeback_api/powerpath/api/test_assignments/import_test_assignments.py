"""Assign tests from a spreadsheet"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.bulk_test_assignments import BulkTestAssignments, parse_bulk_test_assignments
from timeback_api.powerpath.models.test_assignment_import import TestAssignmentImport
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "importTestAssignments",
    "POST",
    "/test-assignments/import",
    {200: ResponseDecoder(parse_bulk_test_assignments)},
    is_extension=True,
)


@clears_locals
def build(test_assignment_import: TestAssignmentImport | Mapping[str, Any]) -> Request[BulkTestAssignments]:
    """Assign tests from a spreadsheet.

    Reads the columns `student` (id or e-mail address), `subject` and `grade` of a public spreadsheet and creates all
    assignments or none. If one row is invalid, the request is rejected, and the reply lists the errors of every row.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        test_assignment_import: The spreadsheet and the sheet in it.

    Source: POST /powerpath/test-assignments/import (importTestAssignments).
    """
    return Request(
        OPERATION,
        "/test-assignments/import",
        content=encoding.body("test_assignment_import", test_assignment_import, TestAssignmentImport),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: Sender
) -> Response[BulkTestAssignments]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(test_assignment_import))


@clears_locals
def sync(test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: Sender) -> BulkTestAssignments:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(test_assignment_import))


@clears_locals
async def asyncio_detailed(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: AsyncSender
) -> Response[BulkTestAssignments]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(test_assignment_import))


@clears_locals
async def asyncio(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: AsyncSender
) -> BulkTestAssignments:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(test_assignment_import))
