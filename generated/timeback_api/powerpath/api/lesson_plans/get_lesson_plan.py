"""Read a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_api.powerpath.models.lesson_plan_reply import LessonPlanReply, parse_lesson_plan_reply
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getLessonPlan",
    "GET",
    "/lessonPlans/tree/{lessonPlanId}",
    {
        200: Reader(parse_lesson_plan_reply, parse_course_tree, unwrap=(("lessonPlan",), ("lessonPlan",))),
    },
)


@clears_locals
def build(lesson_plan_id: str) -> Request[CourseTree]:
    """Read a lesson plan.

    The course of the plan with the components and resources that the student sees, as a tree.

    Args:
        lesson_plan_id: Id of the lesson plan.

    Source: GET /powerpath/lessonPlans/tree/{lessonPlanId} (getLessonPlan).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/tree/{encoding.segment('lesson_plan_id', lesson_plan_id, frozenset({'deleteAll', 'operations', 'recreate'}))}",
    )


@clears_locals
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[LessonPlanReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(lesson_plan_id))


@clears_locals
def sync(lesson_plan_id: str, *, client: Sender) -> LessonPlanReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(lesson_plan_id))


@clears_locals
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[LessonPlanReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(lesson_plan_id))


@clears_locals
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> LessonPlanReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(lesson_plan_id))
