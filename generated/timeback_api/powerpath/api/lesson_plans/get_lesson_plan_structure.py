"""Read the bare structure of a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.lesson_plan_structure import LessonPlanStructure, parse_lesson_plan_structure
from timeback_api.powerpath.models.lesson_plan_structure_reply import (
    LessonPlanStructureReply,
    parse_lesson_plan_structure_reply,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getLessonPlanStructure",
    "GET",
    "/lessonPlans/tree/{lessonPlanId}/structure",
    {
        200: ResponseDecoder(
            parse_lesson_plan_structure_reply, parse_lesson_plan_structure, unwrap=(("lessonPlan",), ("lessonPlan",))
        )
    },
    is_extension=True,
)


@clears_locals
def build(lesson_plan_id: str) -> Request[LessonPlanStructure]:
    """Read the bare structure of a lesson plan.

    All items of a plan, including skipped ones, with titles, order and ids but without their content. Use it to prepare
    changes of the plan.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        lesson_plan_id: Id of the lesson plan.

    Source: GET /powerpath/lessonPlans/tree/{lessonPlanId}/structure (getLessonPlanStructure).
    """
    return Request(OPERATION, f"/lessonPlans/tree/{encoding.path_segment('lesson_plan_id', lesson_plan_id)}/structure")


@clears_locals
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[LessonPlanStructureReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(lesson_plan_id))


@clears_locals
def sync(lesson_plan_id: str, *, client: Sender) -> LessonPlanStructureReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(lesson_plan_id))


@clears_locals
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[LessonPlanStructureReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(lesson_plan_id))


@clears_locals
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> LessonPlanStructureReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(lesson_plan_id))
