"""Assign a test of an outside provider to a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_assignment import (
    ExternalTestAssignment,
    parse_external_test_assignment,
)
from timeback_api.powerpath.models.new_external_test_assignment import NewExternalTestAssignment
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "makeExternalTestAssignment", "POST", "/makeExternalTestAssignment",
    {200: ResponseDecoder(parse_external_test_assignment)}, is_extension=True,
)


@clears_locals
def build(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any],
) -> Request[ExternalTestAssignment]:
    """Assign a test of an outside provider to a student.

    Signs the student in at the provider by e-mail address, assigns the test, and returns its address and the
    credentials for it. The lesson must be a test-out, placement or unit test with a tool provider.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_external_test_assignment: The student and the lesson to assign.

    Source: POST /powerpath/makeExternalTestAssignment (makeExternalTestAssignment).
    """
    return Request(
        OPERATION, "/makeExternalTestAssignment",
        content=encoding.body("new_external_test_assignment", new_external_test_assignment, NewExternalTestAssignment),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: Sender,
) -> Response[ExternalTestAssignment]: ...
@sends(build)
def sync(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: Sender,
) -> ExternalTestAssignment: ...
@sends(build)
async def asyncio_detailed(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ExternalTestAssignment]: ...
@sends(build)
async def asyncio(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: AsyncSender,
) -> ExternalTestAssignment: ...
