"""List the operations of a lesson plan"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.lesson_plan_operation import LessonPlanOperation, parse_lesson_plan_operation
from timeback_api.powerpath.models.lesson_plan_operation_list import (
    LessonPlanOperationList, parse_lesson_plan_operation_list,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getOperations",
    "GET",
    "/lessonPlans/{lessonPlanId}/operations",
    {
        200: Reader(parse_lesson_plan_operation_list, parse_lesson_plan_operation, collection=("operations",)),
    },
)


@clears_locals
def build(lesson_plan_id: str) -> Request[list[LessonPlanOperation]]:
    """List the operations of a lesson plan.

    Everything that was asked to change in the plan, in the order in which it is applied.

    Args:
        lesson_plan_id: Id of the lesson plan.

    Source: GET /powerpath/lessonPlans/{lessonPlanId}/operations (getOperations).
    """
    return Request(
        OPERATION,
        f"/lessonPlans/{encoding.segment('lesson_plan_id', lesson_plan_id, frozenset({'tree'}))}/operations",
    )


@clears_locals
def sync_detailed(lesson_plan_id: str, *, client: Sender) -> Response[LessonPlanOperationList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(lesson_plan_id))


@clears_locals
def sync(lesson_plan_id: str, *, client: Sender) -> LessonPlanOperationList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(lesson_plan_id))


@clears_locals
async def asyncio_detailed(lesson_plan_id: str, *, client: AsyncSender) -> Response[LessonPlanOperationList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(lesson_plan_id))


@clears_locals
async def asyncio(lesson_plan_id: str, *, client: AsyncSender) -> LessonPlanOperationList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(lesson_plan_id))
