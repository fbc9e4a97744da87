"""Get the next question of a lesson"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.next_question import NextQuestion, parse_next_question
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
OPERATION = Operation(
    PACKAGE, "getNextQuestion", "GET", "/getNextQuestion", {200: ResponseDecoder(parse_next_question)},
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
        OPERATION, "/getNextQuestion",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
        ),
    )


@sends(build)
def sync_detailed(*, client: Sender, student: str, lesson: str) -> Response[NextQuestion]: ...
@sends(build)
def sync(*, client: Sender, student: str, lesson: str) -> NextQuestion: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender, student: str, lesson: str) -> Response[NextQuestion]: ...
@sends(build)
async def asyncio(*, client: AsyncSender, student: str, lesson: str) -> NextQuestion: ...
