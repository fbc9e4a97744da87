"""Clear the newest attempt at a lesson"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.attempt_reset import AttemptReset, parse_attempt_reset
from timeback_api.powerpath.models.student_lesson import StudentLesson
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "resetAttempt", "POST", "/resetAttempt", {200: ResponseDecoder(parse_attempt_reset)}, is_extension=True,
)


@clears_locals
def build(student_lesson: StudentLesson | Mapping[str, Any]) -> Request[AttemptReset]:
    """Clear the newest attempt at a lesson.

    Sets the score of the newest attempt to 0 and deletes its answers, so that the student can repeat it. For tests of
    an outside provider, only the score is reset. A student with a bank of tests keeps the same test.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_lesson: The student and the lesson to clear.

    Source: POST /powerpath/resetAttempt (resetAttempt).
    """
    return Request(
        OPERATION, "/resetAttempt", content=encoding.body("student_lesson", student_lesson, StudentLesson),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> Response[AttemptReset]: ...
@sends(build)
def sync(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> AttemptReset: ...
@sends(build)
async def asyncio_detailed(
    student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AttemptReset]: ...
@sends(build)
async def asyncio(student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender) -> AttemptReset: ...
