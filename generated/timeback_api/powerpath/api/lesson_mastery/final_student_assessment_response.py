"""Finish a test and score it"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.finalized_attempt import FinalizedAttempt, parse_finalized_attempt
from timeback_api.powerpath.models.student_lesson import StudentLesson
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "finalStudentAssessmentResponse",
    "POST",
    "/finalStudentAssessmentResponse",
    {200: ResponseDecoder(parse_finalized_attempt)},
    is_extension=True,
)


@clears_locals
def build(student_lesson: StudentLesson | Mapping[str, Any]) -> Request[FinalizedAttempt]:
    """Finish a test and score it.

    Ends the current attempt at a quiz, test-out, placement or unit test, scores all its answers and stores the scores
    of the questions and of the lesson. Lessons of the type `powerpath-100` are finished automatically; tests of an
    outside provider are finished by the import of their results.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_lesson: The student and the lesson to finish.

    Source: POST /powerpath/finalStudentAssessmentResponse (finalStudentAssessmentResponse).
    """
    return Request(
        OPERATION,
        "/finalStudentAssessmentResponse",
        content=encoding.body("student_lesson", student_lesson, StudentLesson),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> Response[FinalizedAttempt]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student_lesson))


@clears_locals
def sync(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> FinalizedAttempt:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student_lesson))


@clears_locals
async def asyncio_detailed(
    student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender
) -> Response[FinalizedAttempt]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student_lesson))


@clears_locals
async def asyncio(student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender) -> FinalizedAttempt:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student_lesson))
