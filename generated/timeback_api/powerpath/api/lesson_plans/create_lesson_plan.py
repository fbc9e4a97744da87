"""Create the lesson plan of a student in a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.created_lesson_plan import CreatedLessonPlan, parse_created_lesson_plan
from timeback_api.powerpath.models.new_lesson_plan import NewLessonPlan
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createLessonPlan", "POST", "/lessonPlans",
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
        OPERATION, "/lessonPlans", content=encoding.body("new_lesson_plan", new_lesson_plan, NewLessonPlan),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: Sender,
) -> Response[CreatedLessonPlan]: ...
@sends(build)
def sync(new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: Sender) -> CreatedLessonPlan: ...
@sends(build)
async def asyncio_detailed(
    new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: AsyncSender,
) -> Response[CreatedLessonPlan]: ...
@sends(build)
async def asyncio(new_lesson_plan: NewLessonPlan | Mapping[str, Any], *, client: AsyncSender) -> CreatedLessonPlan: ...
