"""Delete all lesson plans of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_COURSE_ID = frozenset({"tree"})
OPERATION = Operation(
    PACKAGE, "deleteLessonPlansByCourseId", "DELETE", "/lessonPlans/{courseId}/deleteAll", {204: None},
    is_extension=True,
)


@clears_locals
def build(course_id: str) -> Request[None]:
    """Delete all lesson plans of a course.

    Deletes the plans of all students in the course, with their operations.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.

    Source: DELETE /powerpath/lessonPlans/{courseId}/deleteAll (deleteLessonPlansByCourseId).
    """
    return Request(
        OPERATION, f"/lessonPlans/{encoding.path_segment('course_id', course_id, _RESERVED_COURSE_ID)}"
"/deleteAll",
    )


@sends(build)
def sync_detailed(course_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(course_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(course_id: str, *, client: AsyncSender) -> None: ...
