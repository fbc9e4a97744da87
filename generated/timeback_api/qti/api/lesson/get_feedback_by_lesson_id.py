"""Read the feedback on a lesson"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.feedback import Feedback
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf

OPERATION = Operation(
    PACKAGE, "getFeedbackByLessonId", "GET", "/lesson/{lessonId}",
    {200: ResponseDecoder(ListOf(ModelOf(Feedback)).parse, json_type=list)}, is_extension=True,
)


@clears_locals
def build(lesson_id: str) -> Request[list[Feedback]]:
    """Read the feedback on a lesson.

    Returns all feedback on the lesson, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        lesson_id: Id of the lesson that the feedback is on.

    Source: GET /api/lesson/{lessonId} (getFeedbackByLessonId).
    """
    return Request(OPERATION, f"/lesson/{encoding.path_segment('lesson_id', lesson_id)}")


@sends(build)
def sync_detailed(lesson_id: str, *, client: Sender) -> Response[list[Feedback]]: ...
@sends(build)
def sync(lesson_id: str, *, client: Sender) -> list[Feedback]: ...
@sends(build)
async def asyncio_detailed(lesson_id: str, *, client: AsyncSender) -> Response[list[Feedback]]: ...
@sends(build)
async def asyncio(lesson_id: str, *, client: AsyncSender) -> list[Feedback]: ...
