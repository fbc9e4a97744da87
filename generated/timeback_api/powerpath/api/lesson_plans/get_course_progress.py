"""Read the progress of a student in a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_progress import CourseProgress, parse_course_progress
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import Text

_LESSON_ID = Text(1)
OPERATION = Operation(
    PACKAGE, "getCourseProgress", "GET", "/lessonPlans/getCourseProgress/{courseId}/student/{studentId}",
    {200: ResponseDecoder(parse_course_progress)}, is_extension=True,
)


@clears_locals
def build(course_id: str, student_id: str, *, lesson_id: str | None = None) -> Request[CourseProgress]:
    """Read the progress of a student in a course.

    The line items of the components and resources of a course, each with the results of the student, and the state of
    the course's test-out.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.
        student_id: Id of the student.
        lesson_id: Id of a lesson. If given, only the progress in this lesson is returned.

    Source: GET /powerpath/lessonPlans/getCourseProgress/{courseId}/student/{studentId} (getCourseProgress).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/getCourseProgress/{encoding.path_segment('course_id', course_id)}"
f"/student/{encoding.path_segment('student_id', student_id)}",
        encoding.query(("lessonId", encoding.parameter("lesson_id", lesson_id, _LESSON_ID))),
    )


@sends(build)
def sync_detailed(
    course_id: str, student_id: str, *, client: Sender, lesson_id: str | None = None,
) -> Response[CourseProgress]: ...
@sends(build)
def sync(course_id: str, student_id: str, *, client: Sender, lesson_id: str | None = None) -> CourseProgress: ...
@sends(build)
async def asyncio_detailed(
    course_id: str, student_id: str, *, client: AsyncSender, lesson_id: str | None = None,
) -> Response[CourseProgress]: ...
@sends(build)
async def asyncio(
    course_id: str, student_id: str, *, client: AsyncSender, lesson_id: str | None = None,
) -> CourseProgress: ...
