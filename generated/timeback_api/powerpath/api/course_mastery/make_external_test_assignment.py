"""Assign a test of an outside provider to a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_assignment import (
    ExternalTestAssignment,
    parse_external_test_assignment,
)
from timeback_api.powerpath.models.new_external_test_assignment import NewExternalTestAssignment
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "makeExternalTestAssignment",
    "POST",
    "/makeExternalTestAssignment",
    {200: ResponseDecoder(parse_external_test_assignment)},
    is_extension=True,
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
        OPERATION,
        "/makeExternalTestAssignment",
        content=encoding.body("new_external_test_assignment", new_external_test_assignment, NewExternalTestAssignment),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: Sender
) -> Response[ExternalTestAssignment]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_external_test_assignment))


@clears_locals
def sync(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: Sender
) -> ExternalTestAssignment:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_external_test_assignment))


@clears_locals
async def asyncio_detailed(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: AsyncSender
) -> Response[ExternalTestAssignment]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_external_test_assignment))


@clears_locals
async def asyncio(
    new_external_test_assignment: NewExternalTestAssignment | Mapping[str, Any], *, client: AsyncSender
) -> ExternalTestAssignment:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_external_test_assignment))
