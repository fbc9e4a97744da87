"""Start a test-out of a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.started_test_out import StartedTestOut, parse_started_test_out
from timeback_api.powerpath.models.test_out_start import TestOutStart
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "startTestOut",
    "POST",
    "/lessonPlans/startTestOut",
    {200: ResponseDecoder(parse_started_test_out)},
    is_extension=True,
)


@clears_locals
def build(test_out_start: TestOutStart | Mapping[str, Any]) -> Request[StartedTestOut]:
    """Start a test-out of a course.

    Assigns a test-out to a student who is enrolled in a course of the same subject and grade and has not finished one
    for it. An assignment that is still open is returned unchanged. The test itself is not started.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        test_out_start: The course to test out of, and the student.

    Source: POST /powerpath/lessonPlans/startTestOut (startTestOut).
    """
    return Request(
        OPERATION,
        "/lessonPlans/startTestOut",
        content=encoding.body("test_out_start", test_out_start, TestOutStart),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(test_out_start: TestOutStart | Mapping[str, Any], *, client: Sender) -> Response[StartedTestOut]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(test_out_start))


@clears_locals
def sync(test_out_start: TestOutStart | Mapping[str, Any], *, client: Sender) -> StartedTestOut:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(test_out_start))


@clears_locals
async def asyncio_detailed(
    test_out_start: TestOutStart | Mapping[str, Any], *, client: AsyncSender
) -> Response[StartedTestOut]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(test_out_start))


@clears_locals
async def asyncio(test_out_start: TestOutStart | Mapping[str, Any], *, client: AsyncSender) -> StartedTestOut:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(test_out_start))
