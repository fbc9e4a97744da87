"""Get the next question of a lesson"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.next_question import NextQuestion, parse_next_question
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
    "getNextQuestion",
    "GET",
    "/getNextQuestion",
    {200: ResponseDecoder(parse_next_question)},
    is_extension=True,
)


@clears_locals
def build(*, student: str, lesson: str) -> Request[NextQuestion]:
    """Get the next question of a lesson.

    Selects a question that fits the current score of the student. Only lessons of the type `powerpath-100` are served
    one question at a time. For any other lesson, read the progress to get its questions.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.

    Source: GET /powerpath/getNextQuestion (getNextQuestion).
    """
    return Request(
        OPERATION,
        "/getNextQuestion",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
        ),
    )


@clears_locals
def sync_detailed(*, client: Sender, student: str, lesson: str) -> Response[NextQuestion]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student=student, lesson=lesson))


@clears_locals
def sync(*, client: Sender, student: str, lesson: str) -> NextQuestion:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student=student, lesson=lesson))


@clears_locals
async def asyncio_detailed(*, client: AsyncSender, student: str, lesson: str) -> Response[NextQuestion]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, lesson=lesson))


@clears_locals
async def asyncio(*, client: AsyncSender, student: str, lesson: str) -> NextQuestion:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student=student, lesson=lesson))
