"""Read the feedback on a lesson"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.feedback import Feedback, parse_feedback


OPERATION = Operation(
    PACKAGE,
    "getFeedbackByLessonId",
    "GET",
    "/lesson/{lessonId}",
    {
        200: Reader(lambda v: ([parse_feedback(i) if type(i) is dict else i for i in v] if v else v) if type(v) is list else v, shape=list),
    },
)


@clears_locals
def build(lesson_id: str) -> Request[list[Feedback]]:
    """Read the feedback on a lesson.

    Returns all remarks that name the lesson, without pages.

    Args:
        lesson_id: Id of the lesson that the remarks are about.

    Source: GET /api/lesson/{lessonId} (getFeedbackByLessonId).
    """
    return Request(
        OPERATION,
        f"/lesson/{encode.segment('lesson_id', lesson_id)}",
    )


@clears_locals
def sync_detailed(lesson_id: str, *, client: Sender) -> Response[list[Feedback]]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(lesson_id))


@clears_locals
def sync(lesson_id: str, *, client: Sender) -> list[Feedback]:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(lesson_id))


@clears_locals
async def asyncio_detailed(lesson_id: str, *, client: AsyncSender) -> Response[list[Feedback]]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(lesson_id))


@clears_locals
async def asyncio(lesson_id: str, *, client: AsyncSender) -> list[Feedback]:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(lesson_id))
