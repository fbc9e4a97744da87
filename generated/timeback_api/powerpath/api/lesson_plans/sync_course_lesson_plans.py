"""Update all lesson plans of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_sync import CourseSync, parse_course_sync
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_COURSE_ID = frozenset({"operations"})
OPERATION = Operation(
    PACKAGE,
    "SyncCourseLessonPlans",
    "POST",
    "/lessonPlans/course/{courseId}/sync",
    {200: ResponseDecoder(parse_course_sync)},
    is_extension=True,
)


@clears_locals
def build(course_id: str) -> Request[CourseSync]:
    """Update all lesson plans of a course.

    Recreates every plan of the course from its current content and applies the operations of each student again.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.

    Source: POST /powerpath/lessonPlans/course/{courseId}/sync (SyncCourseLessonPlans).
    """
    return Request(
        OPERATION, f"/lessonPlans/course/{encoding.path_segment('course_id', course_id, _RESERVED_COURSE_ID)}/sync"
    )


@clears_locals
def sync_detailed(course_id: str, *, client: Sender) -> Response[CourseSync]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(course_id))


@clears_locals
def sync(course_id: str, *, client: Sender) -> CourseSync:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(course_id))


@clears_locals
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[CourseSync]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(course_id))


@clears_locals
async def asyncio(course_id: str, *, client: AsyncSender) -> CourseSync:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(course_id))
