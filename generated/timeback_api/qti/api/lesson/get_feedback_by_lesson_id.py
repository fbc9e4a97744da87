"""Read the feedback on a lesson"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.feedback import Feedback, parse_feedback
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


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
        f"/lesson/{encoding.segment('lesson_id', lesson_id)}",
    )


@clears_locals
def sync_detailed(lesson_id: str, *, client: Sender) -> Response[list[Feedback]]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(lesson_id))


@clears_locals
def sync(lesson_id: str, *, client: Sender) -> list[Feedback]:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(lesson_id))


@clears_locals
async def asyncio_detailed(lesson_id: str, *, client: AsyncSender) -> Response[list[Feedback]]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(lesson_id))


@clears_locals
async def asyncio(lesson_id: str, *, client: AsyncSender) -> list[Feedback]:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(lesson_id))
