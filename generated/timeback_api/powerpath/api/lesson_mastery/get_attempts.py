"""List the attempts of a student at a lesson"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.attempt import Attempt, parse_attempt
from timeback_api.powerpath.models.attempt_list import AttemptList, parse_attempt_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
OPERATION = Operation(
    PACKAGE,
    "getAttempts",
    "GET",
    "/getAttempts",
    {200: ResponseDecoder(parse_attempt_list, parse_attempt, collection=("attempts",))},
    is_extension=True,
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
        OPERATION,
        "/getAttempts",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
        ),
    )


@clears_locals
def sync_detailed(*, client: Sender, student: str, lesson: str) -> Response[AttemptList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student=student, lesson=lesson))


@clears_locals
def sync(*, client: Sender, student: str, lesson: str) -> AttemptList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student=student, lesson=lesson))


@clears_locals
async def asyncio_detailed(*, client: AsyncSender, student: str, lesson: str) -> Response[AttemptList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, lesson=lesson))


@clears_locals
async def asyncio(*, client: AsyncSender, student: str, lesson: str) -> AttemptList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student=student, lesson=lesson))
