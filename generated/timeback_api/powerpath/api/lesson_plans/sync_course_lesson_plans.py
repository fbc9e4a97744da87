"""Update all lesson plans of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_sync import CourseSync, parse_course_sync
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_COURSE_ID = frozenset({"operations"})
OPERATION = Operation(
    PACKAGE, "SyncCourseLessonPlans", "POST", "/lessonPlans/course/{courseId}/sync",
    {200: ResponseDecoder(parse_course_sync)}, is_extension=True,
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
        OPERATION, f"/lessonPlans/course/{encoding.path_segment('course_id', course_id, _RESERVED_COURSE_ID)}"
"/sync",
    )


@sends(build)
def sync_detailed(course_id: str, *, client: Sender) -> Response[CourseSync]: ...
@sends(build)
def sync(course_id: str, *, client: Sender) -> CourseSync: ...
@sends(build)
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[CourseSync]: ...
@sends(build)
async def asyncio(course_id: str, *, client: AsyncSender) -> CourseSync: ...
