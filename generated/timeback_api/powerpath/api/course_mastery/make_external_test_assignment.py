"""Assign a test of an outside provider to a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_assignment import (
    ExternalTestAssignment, parse_external_test_assignment,
)
from timeback_api.powerpath.models.new_external_test_assignment import NewExternalTestAssignment
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "makeExternalTestAssignment",
    "POST",
    "/makeExternalTestAssignment",
    {
        200: Reader(parse_external_test_assignment),
    },
)


@clears_locals
def build(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any],
) -> Request[ExternalTestAssignment]:
    """Assign a test of an outside provider to a student.

    Signs the student in at the provider by e-mail address, assigns the test, and returns where to take it and with
    which credentials. The lesson must be a test-out, placement or unit test with a tool provider.

    Args:
        new_external_test_assignment: The student and the lesson to assign.

    Source: POST /powerpath/makeExternalTestAssignment (makeExternalTestAssignment).
    """
    return Request(
        OPERATION,
        "/makeExternalTestAssignment",
        content=encoding.body("new_external_test_assignment", new_external_test_assignment, NewExternalTestAssignment),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: Sender,
) -> Response[ExternalTestAssignment]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(new_external_test_assignment))


@clears_locals
def sync(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: Sender,
) -> ExternalTestAssignment:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(new_external_test_assignment))


@clears_locals
async def asyncio_detailed(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ExternalTestAssignment]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(new_external_test_assignment))


@clears_locals
async def asyncio(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: AsyncSender,
) -> ExternalTestAssignment:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(new_external_test_assignment))
