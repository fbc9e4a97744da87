"""Copy the goals of a course to its enrollments"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.goals_update import GoalsUpdate, parse_goals_update
from timeback_api.edubridge.models.single_goals_update import SingleGoalsUpdate, parse_single_goals_update
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "propagateGoals", "POST", "/enrollments/propagateGoals/{courseId}",
    {200: ResponseDecoder(parse_single_goals_update, parse_goals_update, unwrap=(("data",),))}, is_extension=True,
)


@clears_locals
def build(course_id: str) -> Request[GoalsUpdate]:
    """Copy the goals of a course to its enrollments.

    Writes the goals in the metadata of a course to all its enrollments, except those with `studentSpecificGoals`. The
    status is 422 if the course has no goals.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.

    Source: POST /edubridge/enrollments/propagateGoals/{courseId} (propagateGoals).
    """
    return Request(OPERATION, f"/enrollments/propagateGoals/{encoding.path_segment('course_id', course_id)}")


@sends(build)
def sync_detailed(course_id: str, *, client: Sender) -> Response[SingleGoalsUpdate]: ...
@sends(build)
def sync(course_id: str, *, client: Sender) -> SingleGoalsUpdate: ...
@sends(build)
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[SingleGoalsUpdate]: ...
@sends(build)
async def asyncio(course_id: str, *, client: AsyncSender) -> SingleGoalsUpdate: ...
