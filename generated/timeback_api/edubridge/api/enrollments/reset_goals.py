"""Reset the goals of the enrollments of a course"""

from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.goals_update import GoalsUpdate, parse_goals_update
from timeback_api.edubridge.models.single_goals_update import SingleGoalsUpdate, parse_single_goals_update
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import OBJECT

OPERATION = Operation(
    PACKAGE, "resetGoals", "POST", "/enrollments/resetGoals/{courseId}",
    {200: ResponseDecoder(parse_single_goals_update, parse_goals_update, unwrap=(("data",),))}, is_extension=True,
)


@clears_locals
def build(course_id: str, *, reset_options: dict[str, Any] | None = None) -> Request[GoalsUpdate]:
    """Reset the goals of the enrollments of a course.

    Resets the goals of all enrollments of a course. The documents of the platform do not list this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.
        reset_options: Options. Their names are not known.

    Source: POST /edubridge/enrollments/resetGoals/{courseId} (resetGoals).
    """
    return Request(
        OPERATION, f"/enrollments/resetGoals/{encoding.path_segment('course_id', course_id)}",
        content=None if reset_options is None else encoding.raw_body("reset_options", reset_options, OBJECT),
        content_type=None if reset_options is None else "application/json",
    )


@sends(build)
def sync_detailed(
    course_id: str, *, client: Sender, reset_options: dict[str, Any] | None = None,
) -> Response[SingleGoalsUpdate]: ...
@sends(build)
def sync(course_id: str, *, client: Sender, reset_options: dict[str, Any] | None = None) -> SingleGoalsUpdate: ...
@sends(build)
async def asyncio_detailed(
    course_id: str, *, client: AsyncSender, reset_options: dict[str, Any] | None = None,
) -> Response[SingleGoalsUpdate]: ...
@sends(build)
async def asyncio(
    course_id: str, *, client: AsyncSender, reset_options: dict[str, Any] | None = None,
) -> SingleGoalsUpdate: ...
