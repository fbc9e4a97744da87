"""Start a test-out of a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.started_test_out import StartedTestOut, parse_started_test_out
from timeback_api.powerpath.models.test_out_start import TestOutStart
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "startTestOut", "POST", "/lessonPlans/startTestOut", {200: ResponseDecoder(parse_started_test_out)},
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
        OPERATION, "/lessonPlans/startTestOut", content=encoding.body("test_out_start", test_out_start, TestOutStart),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(test_out_start: TestOutStart | Mapping[str, Any], *, client: Sender) -> Response[StartedTestOut]: ...
@sends(build)
def sync(test_out_start: TestOutStart | Mapping[str, Any], *, client: Sender) -> StartedTestOut: ...
@sends(build)
async def asyncio_detailed(
    test_out_start: TestOutStart | Mapping[str, Any], *, client: AsyncSender,
) -> Response[StartedTestOut]: ...
@sends(build)
async def asyncio(test_out_start: TestOutStart | Mapping[str, Any], *, client: AsyncSender) -> StartedTestOut: ...
