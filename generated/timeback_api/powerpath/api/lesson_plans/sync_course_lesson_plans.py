"""Bring all lesson plans of a course up to date"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_sync import CourseSync, parse_course_sync
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "SyncCourseLessonPlans",
    "POST",
    "/lessonPlans/course/{courseId}/sync",
    {
        200: Reader(parse_course_sync),
    },
)


@clears_locals
def build(course_id: str) -> Request[CourseSync]:
    """Bring all lesson plans of a course up to date.

    Recreates every plan of the course from its present content and applies the operations of each student again.

    Args:
        course_id: Id of the course.

    Source: POST /powerpath/lessonPlans/course/{courseId}/sync (SyncCourseLessonPlans).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/course/{encoding.segment('course_id', course_id, frozenset({'operations'}))}/sync",
    )


@clears_locals
def sync_detailed(course_id: str, *, client: Sender) -> Response[CourseSync]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(course_id))


@clears_locals
def sync(course_id: str, *, client: Sender) -> CourseSync:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(course_id))


@clears_locals
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[CourseSync]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(course_id))


@clears_locals
async def asyncio(course_id: str, *, client: AsyncSender) -> CourseSync:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(course_id))
