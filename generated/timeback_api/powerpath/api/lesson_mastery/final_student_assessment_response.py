"""Finish a test and score it"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.finalized_attempt import FinalizedAttempt, parse_finalized_attempt
from timeback_api.powerpath.models.student_lesson import StudentLesson
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "finalStudentAssessmentResponse", "POST", "/finalStudentAssessmentResponse",
    {200: ResponseDecoder(parse_finalized_attempt)}, is_extension=True,
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
        OPERATION, "/finalStudentAssessmentResponse",
        content=encoding.body("student_lesson", student_lesson, StudentLesson), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender,
) -> Response[FinalizedAttempt]: ...
@sends(build)
def sync(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> FinalizedAttempt: ...
@sends(build)
async def asyncio_detailed(
    student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender,
) -> Response[FinalizedAttempt]: ...
@sends(build)
async def asyncio(student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender) -> FinalizedAttempt: ...
