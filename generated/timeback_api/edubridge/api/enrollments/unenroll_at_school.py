"""End the enrollment of a user in a course at a school"""

from timeback_api.edubridge._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "unenrollAtSchool", "DELETE", "/enrollments/unenroll/{userId}/{courseId}/{schoolId}", {204: None},
    is_extension=True,
)


@clears_locals
def build(user_id: str, course_id: str, school_id: str) -> Request[None]:
    """End the enrollment of a user in a course at a school.

    Marks the enrollment in a course at the given school as `tobedeleted`.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.
        course_id: Id of the course.
        school_id: Id of the school.

    Source: DELETE /edubridge/enrollments/unenroll/{userId}/{courseId}/{schoolId} (unenrollAtSchool).
    """
    return Request(
        OPERATION,
        f"/enrollments/unenroll/{encoding.path_segment('user_id', user_id)}"
f"/{encoding.path_segment('course_id', course_id)}"
f"/{encoding.path_segment('school_id', school_id)}",
    )


@sends(build)
def sync_detailed(user_id: str, course_id: str, school_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(user_id: str, course_id: str, school_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(user_id: str, course_id: str, school_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(user_id: str, course_id: str, school_id: str, *, client: AsyncSender) -> None: ...
