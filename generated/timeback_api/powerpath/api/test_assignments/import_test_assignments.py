"""Assign tests from a spreadsheet"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.bulk_test_assignments import BulkTestAssignments, parse_bulk_test_assignments
from timeback_api.powerpath.models.test_assignment_import import TestAssignmentImport
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "importTestAssignments", "POST", "/test-assignments/import",
    {200: ResponseDecoder(parse_bulk_test_assignments)}, is_extension=True,
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
        OPERATION, "/test-assignments/import",
        content=encoding.body("test_assignment_import", test_assignment_import, TestAssignmentImport),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: Sender,
) -> Response[BulkTestAssignments]: ...
@sends(build)
def sync(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: Sender,
) -> BulkTestAssignments: ...
@sends(build)
async def asyncio_detailed(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: AsyncSender,
) -> Response[BulkTestAssignments]: ...
@sends(build)
async def asyncio(
    test_assignment_import: TestAssignmentImport | Mapping[str, Any], *, client: AsyncSender,
) -> BulkTestAssignments: ...
