"""Delete all lesson plans of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_COURSE_ID = frozenset({"tree"})
OPERATION = Operation(
    PACKAGE,
    "deleteLessonPlansByCourseId",
    "DELETE",
    "/lessonPlans/{courseId}/deleteAll",
    {204: None},
    is_extension=True,
)


@clears_locals
def build(course_id: str) -> Request[None]:
    """Delete all lesson plans of a course.

    Deletes the plans of all students in the course, with their operations.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.

    Source: DELETE /powerpath/lessonPlans/{courseId}/deleteAll (deleteLessonPlansByCourseId).
    """
    return Request(
        OPERATION, f"/lessonPlans/{encoding.path_segment('course_id', course_id, _RESERVED_COURSE_ID)}/deleteAll"
    )


@clears_locals
def sync_detailed(course_id: str, *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(course_id))


@clears_locals
def sync(course_id: str, *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(course_id))


@clears_locals
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(course_id))


@clears_locals
async def asyncio(course_id: str, *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(course_id))
