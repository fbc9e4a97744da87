"""Delete all lesson plans of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response


OPERATION = Operation(
    PACKAGE,
    "deleteLessonPlansByCourseId",
    "DELETE",
    "/lessonPlans/{courseId}/deleteAll",
    {
        204: None,
    },
)


@clears_locals
def build(course_id: str) -> Request[None]:
    """Delete all lesson plans of a course.

    Deletes the plans of every student in the course, with their operations.

    Args:
        course_id: Id of the course.

    Source: DELETE /powerpath/lessonPlans/{courseId}/deleteAll (deleteLessonPlansByCourseId).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.segment('course_id', course_id, frozenset({'tree'}))}/deleteAll",
    )


@clears_locals
def sync_detailed(course_id: str, *, client: Sender) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(course_id))


@clears_locals
def sync(course_id: str, *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    endpoint_functions.sync(client, build(course_id))


@clears_locals
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(course_id))


@clears_locals
async def asyncio(course_id: str, *, client: AsyncSender) -> None:
    """As ``sync``, from an event loop."""
    await endpoint_functions.asyncio(client, build(course_id))
