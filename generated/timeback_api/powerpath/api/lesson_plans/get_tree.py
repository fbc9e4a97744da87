"""Read the lesson plan of a student in a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_api.powerpath.models.lesson_plan_reply import LessonPlanReply, parse_lesson_plan_reply
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getTree",
    "GET",
    "/lessonPlans/{courseId}/{userId}",
    {
        200: Reader(parse_lesson_plan_reply, parse_course_tree, unwrap=(("lessonPlan",), ("lessonPlan",))),
    },
)


@clears_locals
def build(course_id: str, user_id: str) -> Request[CourseTree]:
    """Read the lesson plan of a student in a course.

    The same tree as by the id of the plan, found by course and student.

    Args:
        course_id: Id of the course.
        user_id: Id of the student.

    Source: GET /powerpath/lessonPlans/{courseId}/{userId} (getTree).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.segment('course_id', course_id, frozenset({'tree'}))}/{encoding.segment('user_id', user_id, frozenset({'deleteAll', 'operations', 'recreate'}))}",
    )


@clears_locals
def sync_detailed(course_id: str, user_id: str, *, client: Sender) -> Response[LessonPlanReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(course_id, user_id))


@clears_locals
def sync(course_id: str, user_id: str, *, client: Sender) -> LessonPlanReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(course_id, user_id))


@clears_locals
async def asyncio_detailed(course_id: str, user_id: str, *, client: AsyncSender) -> Response[LessonPlanReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(course_id, user_id))


@clears_locals
async def asyncio(course_id: str, user_id: str, *, client: AsyncSender) -> LessonPlanReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(course_id, user_id))
