"""Read the lesson plan of a student in a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_api.powerpath.models.lesson_plan_reply import LessonPlanReply, parse_lesson_plan_reply
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_COURSE_ID = frozenset({"tree"})
_RESERVED_USER_ID = frozenset({"deleteAll", "operations", "recreate"})
OPERATION = Operation(
    PACKAGE, "getTree", "GET", "/lessonPlans/{courseId}/{userId}",
    {200: ResponseDecoder(parse_lesson_plan_reply, parse_course_tree, unwrap=(("lessonPlan",), ("lessonPlan",)))},
    is_extension=True,
)


@clears_locals
def build(course_id: str, user_id: str) -> Request[CourseTree]:
    """Read the lesson plan of a student in a course.

    Returns the same tree as reading by the id of the plan. The plan is selected by course and student.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.
        user_id: Id of the student.

    Source: GET /powerpath/lessonPlans/{courseId}/{userId} (getTree).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.path_segment('course_id', course_id, _RESERVED_COURSE_ID)}"
f"/{encoding.path_segment('user_id', user_id, _RESERVED_USER_ID)}",
    )


@sends(build)
def sync_detailed(course_id: str, user_id: str, *, client: Sender) -> Response[LessonPlanReply]: ...
@sends(build)
def sync(course_id: str, user_id: str, *, client: Sender) -> LessonPlanReply: ...
@sends(build)
async def asyncio_detailed(course_id: str, user_id: str, *, client: AsyncSender) -> Response[LessonPlanReply]: ...
@sends(build)
async def asyncio(course_id: str, user_id: str, *, client: AsyncSender) -> LessonPlanReply: ...
