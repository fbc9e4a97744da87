"""Read a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_api.powerpath.models.lesson_plan_reply import LessonPlanReply, parse_lesson_plan_reply
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_LESSON_PLAN_ID = frozenset({"deleteAll", "operations", "recreate"})
OPERATION = Operation(
    PACKAGE, "getLessonPlan", "GET", "/lessonPlans/tree/{lessonPlanId}",
    {200: ResponseDecoder(parse_lesson_plan_reply, parse_course_tree, unwrap=(("lessonPlan",), ("lessonPlan",)))},
    is_extension=True,
)


@clears_locals
def build(lesson_plan_id: str) -> Request[CourseTree]:
    """Read a lesson plan.

    The course of the plan with the components and resources that are visible to the student, as a tree.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        lesson_plan_id: Id of the lesson plan.

    Source: GET /powerpath/lessonPlans/tree/{lessonPlanId} (getLessonPlan).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/tree/{encoding.path_segment('lesson_plan_id', lesson_plan_id, _RESERVED_LESSON_PLAN_ID)}",
    )


@sends(build)
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[LessonPlanReply]: ...
@sends(build)
def sync(lesson_plan_id: str, *, client: Sender) -> LessonPlanReply: ...
@sends(build)
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[LessonPlanReply]: ...
@sends(build)
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> LessonPlanReply: ...
