"""List the operations of a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.lesson_plan_operation import LessonPlanOperation, parse_lesson_plan_operation
from timeback_api.powerpath.models.lesson_plan_operation_list import (
    LessonPlanOperationList,
    parse_lesson_plan_operation_list,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_LESSON_PLAN_ID = frozenset({"tree"})
OPERATION = Operation(
    PACKAGE, "getOperations", "GET", "/lessonPlans/{lessonPlanId}/operations",
    {200: ResponseDecoder(parse_lesson_plan_operation_list, parse_lesson_plan_operation, collection=("operations",))},
    is_extension=True,
)


@clears_locals
def build(lesson_plan_id: str) -> Request[list[LessonPlanOperation]]:
    """List the operations of a lesson plan.

    All operations of the plan, in the order in which they are applied.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        lesson_plan_id: Id of the lesson plan.

    Source: GET /powerpath/lessonPlans/{lessonPlanId}/operations (getOperations).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.path_segment('lesson_plan_id', lesson_plan_id, _RESERVED_LESSON_PLAN_ID)}"
"/operations",
    )


@sends(build)
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[LessonPlanOperationList]: ...
@sends(build)
def sync(lesson_plan_id: str, *, client: Sender) -> LessonPlanOperationList: ...
@sends(build)
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[LessonPlanOperationList]: ...
@sends(build)
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> LessonPlanOperationList: ...
