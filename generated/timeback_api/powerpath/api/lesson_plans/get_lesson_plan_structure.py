"""Read the bare structure of a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.lesson_plan_structure import LessonPlanStructure, parse_lesson_plan_structure
from timeback_api.powerpath.models.lesson_plan_structure_reply import (
    LessonPlanStructureReply,
    parse_lesson_plan_structure_reply,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getLessonPlanStructure", "GET", "/lessonPlans/tree/{lessonPlanId}/structure",
    {
        200: ResponseDecoder(
            parse_lesson_plan_structure_reply, parse_lesson_plan_structure, unwrap=(("lessonPlan",), ("lessonPlan",)),
        ),
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
    return Request(
        OPERATION, f"/lessonPlans/tree/{encoding.path_segment('lesson_plan_id', lesson_plan_id)}"
"/structure",
    )


@sends(build)
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[LessonPlanStructureReply]: ...
@sends(build)
def sync(lesson_plan_id: str, *, client: Sender) -> LessonPlanStructureReply: ...
@sends(build)
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[LessonPlanStructureReply]: ...
@sends(build)
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> LessonPlanStructureReply: ...
