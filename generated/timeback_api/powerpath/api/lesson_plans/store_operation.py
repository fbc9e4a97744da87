"""Add an operation to a lesson plan"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_lesson_plan_operation import NewLessonPlanOperation
from timeback_api.powerpath.models.stored_operation import StoredOperation, parse_stored_operation
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_LESSON_PLAN_ID = frozenset({"tree"})
OPERATION = Operation(
    PACKAGE, "storeOperation", "POST", "/lessonPlans/{lessonPlanId}/operations",
    {201: ResponseDecoder(parse_stored_operation)}, is_extension=True,
)


@clears_locals
def build(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any],
) -> Request[StoredOperation]:
    """Add an operation to a lesson plan.

    Writes one operation to the log. The plan itself does not change before the next sync. A payload that does not fit
    the plan is also reported then.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        lesson_plan_id: Id of the lesson plan.
        new_lesson_plan_operation: The operation, and why it is wanted.

    Source: POST /powerpath/lessonPlans/{lessonPlanId}/operations (storeOperation).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.path_segment('lesson_plan_id', lesson_plan_id, _RESERVED_LESSON_PLAN_ID)}"
"/operations",
        content=encoding.body("new_lesson_plan_operation", new_lesson_plan_operation, NewLessonPlanOperation),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: Sender,
) -> Response[StoredOperation]: ...
@sends(build)
def sync(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: Sender,
) -> StoredOperation: ...
@sends(build)
async def asyncio_detailed(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: AsyncSender,
) -> Response[StoredOperation]: ...
@sends(build)
async def asyncio(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: AsyncSender,
) -> StoredOperation: ...
