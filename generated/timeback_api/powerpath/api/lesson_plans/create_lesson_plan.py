"""Create the lesson plan of a student in a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.created_lesson_plan import CreatedLessonPlan, parse_created_lesson_plan
from timeback_api.powerpath.models.new_lesson_plan import NewLessonPlan
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createLessonPlan",
    "POST",
    "/lessonPlans",
    {200: ResponseDecoder(parse_created_lesson_plan), 201: ResponseDecoder(parse_created_lesson_plan)},
    is_extension=True,
)


@clears_locals
def build(new_lesson_plan: NewLessonPlan | Mapping[str, Any]) -> Request[CreatedLessonPlan]:
    """Create the lesson plan of a student in a course.

    Copies the content of a course into a plan for one student. There is one plan for each course and student; a second
    request returns 200 with the existing plan.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_lesson_plan: The course and the student.

    Source: POST /powerpath/lessonPlans (createLessonPlan).
    """
    return Request(
        OPERATION,
        "/lessonPlans",
        content=encoding.body("new_lesson_plan", new_lesson_plan, NewLessonPlan),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: Sender) -> Response[CreatedLessonPlan]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_lesson_plan))


@clears_locals
def sync(new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: Sender) -> CreatedLessonPlan:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_lesson_plan))


@clears_locals
async def asyncio_detailed(
    new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: AsyncSender
) -> Response[CreatedLessonPlan]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_lesson_plan))


@clears_locals
async def asyncio(new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: AsyncSender) -> CreatedLessonPlan:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_lesson_plan))
