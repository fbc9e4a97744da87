"""Delete the results of a user in a course"""

from timeback_api.edubridge._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "resetProgress", "DELETE", "/enrollments/resetProgress/{userId}/{courseId}", {204: None},
    is_extension=True,
)


@clears_locals
def build(user_id: str, course_id: str) -> Request[None]:
    """Delete the results of a user in a course.

    Marks the assessment results of a user in a course as `tobedeleted`. What other applications store is not changed.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.
        course_id: Id of the course.

    Source: DELETE /edubridge/enrollments/resetProgress/{userId}/{courseId} (resetProgress).
    """
    return Request(
        OPERATION,
        f"/enrollments/resetProgress/{encoding.path_segment('user_id', user_id)}"
f"/{encoding.path_segment('course_id', course_id)}",
    )


@sends(build)
def sync_detailed(user_id: str, course_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(user_id: str, course_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(user_id: str, course_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(user_id: str, course_id: str, *, client: AsyncSender) -> None: ...
