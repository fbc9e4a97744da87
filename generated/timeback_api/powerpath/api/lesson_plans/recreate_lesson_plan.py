"""Recreate a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.operation_sync import OperationSync, parse_operation_sync
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_LESSON_PLAN_ID = frozenset({"tree"})
OPERATION = Operation(
    PACKAGE, "recreateLessonPlan", "POST", "/lessonPlans/{lessonPlanId}/recreate",
    {200: ResponseDecoder(parse_operation_sync)}, is_extension=True,
)


@clears_locals
def build(lesson_plan_id: str) -> Request[OperationSync]:
    """Recreate a lesson plan.

    Deletes the items of the plan, copies the course again and applies the complete log of operations to it. Operations
    whose targets no longer exist are skipped.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        lesson_plan_id: Id of the lesson plan.

    Source: POST /powerpath/lessonPlans/{lessonPlanId}/recreate (recreateLessonPlan).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.path_segment('lesson_plan_id', lesson_plan_id, _RESERVED_LESSON_PLAN_ID)}"
"/recreate",
    )


@sends(build)
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[OperationSync]: ...
@sends(build)
def sync(lesson_plan_id: str, *, client: Sender) -> OperationSync: ...
@sends(build)
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[OperationSync]: ...
@sends(build)
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> OperationSync: ...
