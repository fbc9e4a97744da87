"""Read the test-out of a course for a student"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_state import ExternalTestState, parse_external_test_state
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_COURSE = TEXT
OPERATION = Operation(
    PACKAGE, "testOut", "GET", "/testOut", {200: ResponseDecoder(parse_external_test_state)}, is_extension=True
)


@clears_locals
def build(*, student: str, course: str) -> Request[ExternalTestState]:
    """Read the test-out of a course for a student.

    The test-out lesson of the course and, if it is assigned to the student, its launch link. New callers start a
    test-out instead, and read its state in the progress of the course.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        course: Id of the course.

    Source: GET /powerpath/testOut (testOut).
    """
    return Request(
        OPERATION,
        "/testOut",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("course", encoding.parameter("course", course, _COURSE)),
        ),
    )


@clears_locals
def sync_detailed(*, client: Sender, student: str, course: str) -> Response[ExternalTestState]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student=student, course=course))


@clears_locals
def sync(*, client: Sender, student: str, course: str) -> ExternalTestState:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student=student, course=course))


@clears_locals
async def asyncio_detailed(*, client: AsyncSender, student: str, course: str) -> Response[ExternalTestState]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, course=course))


@clears_locals
async def asyncio(*, client: AsyncSender, student: str, course: str) -> ExternalTestState:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student=student, course=course))
