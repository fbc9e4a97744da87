"""Add an operation to a lesson plan"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_lesson_plan_operation import NewLessonPlanOperation
from timeback_api.powerpath.models.stored_operation import StoredOperation, parse_stored_operation
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_LESSON_PLAN_ID = frozenset({"tree"})
OPERATION = Operation(
    PACKAGE,
    "storeOperation",
    "POST",
    "/lessonPlans/{lessonPlanId}/operations",
    {201: ResponseDecoder(parse_stored_operation)},
    is_extension=True,
)


@clears_locals
def build(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any]
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
        f"/lessonPlans/{encoding.path_segment('lesson_plan_id', lesson_plan_id, _RESERVED_LESSON_PLAN_ID)}/operations",
        content=encoding.body("new_lesson_plan_operation", new_lesson_plan_operation, NewLessonPlanOperation),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: Sender
) -> Response[StoredOperation]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(lesson_plan_id, new_lesson_plan_operation))


@clears_locals
def sync(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: Sender
) -> StoredOperation:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(lesson_plan_id, new_lesson_plan_operation))


@clears_locals
async def asyncio_detailed(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: AsyncSender
) -> Response[StoredOperation]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(lesson_plan_id, new_lesson_plan_operation))


@clears_locals
async def asyncio(
    lesson_plan_id: str, new_lesson_plan_operation: NewLessonPlanOperation | Mapping[str, Any], *, client: AsyncSender
) -> StoredOperation:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(lesson_plan_id, new_lesson_plan_operation))
