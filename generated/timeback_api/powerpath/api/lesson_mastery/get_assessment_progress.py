"""Read how far a student got in a lesson"""

from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.assessment_progress import AssessmentProgress, parse_assessment_progress
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT


_STUDENT = TEXT
_LESSON = TEXT
_ATTEMPT = TEXT
OPERATION = Operation(
    PACKAGE,
    "getAssessmentProgress",
    "GET",
    "/getAssessmentProgress",
    {
        200: Reader(parse_assessment_progress),
    },
)


@clears_locals
def build(*, student: str, lesson: str, attempt: str | None = None) -> Request[AssessmentProgress | dict[str, Any]]:
    """Read how far a student got in a lesson.

    Score, accuracy, XP and questions of one attempt. Lessons of the type `powerpath-100` show the questions seen so
    far, all others every question of the test. Whether an answer was right is held back until a test is finished.

    Args:
        student: Id of the student.
        lesson: Id of the component resource that is the lesson.
        attempt: Number of the attempt to read, from 1. Without it the newest one is read.

    Source: GET /powerpath/getAssessmentProgress (getAssessmentProgress).
    """
    return Request(
        OPERATION,
        "/getAssessmentProgress",
        encoding.query(
            ("student", encoding.value("student", student, _STUDENT)),
            ("lesson", encoding.value("lesson", lesson, _LESSON)),
            ("attempt", encoding.value("attempt", attempt, _ATTEMPT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str, lesson: str, attempt: str | None = None,
) -> Response[AssessmentProgress | dict[str, Any]]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student=student, lesson=lesson, attempt=attempt))


@clears_locals
def sync(
    *, client: Sender, student: str, lesson: str, attempt: str | None = None,
) -> AssessmentProgress | dict[str, Any]:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student=student, lesson=lesson, attempt=attempt))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str, lesson: str, attempt: str | None = None,
) -> Response[AssessmentProgress | dict[str, Any]]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, lesson=lesson, attempt=attempt))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str, lesson: str, attempt: str | None = None,
) -> AssessmentProgress | dict[str, Any]:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student=student, lesson=lesson, attempt=attempt))
