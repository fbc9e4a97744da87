"""Start a new attempt at a lesson"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.attempt import Attempt, parse_attempt
from timeback_api.powerpath.models.attempt_reply import AttemptReply, parse_attempt_reply
from timeback_api.powerpath.models.student_lesson import StudentLesson
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createNewAttempt", "POST", "/createNewAttempt",
    {200: ResponseDecoder(parse_attempt_reply, parse_attempt, unwrap=(("attempt",),))}, is_extension=True,
)


@clears_locals
def build(student_lesson: StudentLesson | Mapping[str, Any]) -> Request[Attempt]:
    """Start a new attempt at a lesson.

    Creates the next attempt of a student. The previous attempt must be complete; the first attempt is created by the
    first question or answer.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_lesson: The student and the lesson to start again.

    Source: POST /powerpath/createNewAttempt (createNewAttempt).
    """
    return Request(
        OPERATION, "/createNewAttempt", content=encoding.body("student_lesson", student_lesson, StudentLesson),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> Response[AttemptReply]: ...
@sends(build)
def sync(student_lesson: StudentLesson | Mapping[str, Any], *, client: Sender) -> AttemptReply: ...
@sends(build)
async def asyncio_detailed(
    student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AttemptReply]: ...
@sends(build)
async def asyncio(student_lesson: StudentLesson | Mapping[str, Any], *, client: AsyncSender) -> AttemptReply: ...
