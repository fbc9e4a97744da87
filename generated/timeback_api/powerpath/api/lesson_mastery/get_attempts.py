"""List the attempts of a student at a lesson"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.attempt import Attempt, parse_attempt
from timeback_api.powerpath.models.attempt_list import AttemptList, parse_attempt_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
OPERATION = Operation(
    PACKAGE, "getAttempts", "GET", "/getAttempts",
    {200: ResponseDecoder(parse_attempt_list, parse_attempt, collection=("attempts",))}, is_extension=True,
)


@clears_locals
def build(*, student: str, lesson: str) -> Request[list[Attempt]]:
    """List the attempts of a student at a lesson.

    All attempts, finished or not, with their scores and XP.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.

    Source: GET /powerpath/getAttempts (getAttempts).
    """
    return Request(
        OPERATION, "/getAttempts",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
        ),
    )


@sends(build)
def sync_detailed(*, client: Sender, student: str, lesson: str) -> Response[AttemptList]: ...
@sends(build)
def sync(*, client: Sender, student: str, lesson: str) -> AttemptList: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender, student: str, lesson: str) -> Response[AttemptList]: ...
@sends(build)
async def asyncio(*, client: AsyncSender, student: str, lesson: str) -> AttemptList: ...
