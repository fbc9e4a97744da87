"""Read the test-out of a course for a student"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_state import ExternalTestState, parse_external_test_state
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_COURSE = TEXT
OPERATION = Operation(
    PACKAGE, "testOut", "GET", "/testOut", {200: ResponseDecoder(parse_external_test_state)}, is_extension=True,
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
        OPERATION, "/testOut",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("course", encoding.parameter("course", course, _COURSE)),
        ),
    )


@sends(build)
def sync_detailed(*, client: Sender, student: str, course: str) -> Response[ExternalTestState]: ...
@sends(build)
def sync(*, client: Sender, student: str, course: str) -> ExternalTestState: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender, student: str, course: str) -> Response[ExternalTestState]: ...
@sends(build)
async def asyncio(*, client: AsyncSender, student: str, course: str) -> ExternalTestState: ...
