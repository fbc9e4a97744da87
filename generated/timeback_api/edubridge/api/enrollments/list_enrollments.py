"""List the enrollments of a user"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.course_enrollment import CourseEnrollment, parse_course_enrollment
from timeback_api.edubridge.models.course_enrollment_list import CourseEnrollmentList, parse_course_enrollment_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listEnrollments", "GET", "/enrollments/user/{userId}",
    {200: ResponseDecoder(parse_course_enrollment_list, parse_course_enrollment, collection=("data",))},
    is_extension=True,
)


@clears_locals
def build(user_id: str) -> Request[list[CourseEnrollment]]:
    """List the enrollments of a user.

    The active enrollments of a user with their courses and schools, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.

    Source: GET /edubridge/enrollments/user/{userId} (listEnrollments).
    """
    return Request(OPERATION, f"/enrollments/user/{encoding.path_segment('user_id', user_id)}")


@sends(build)
def sync_detailed(user_id: str, *, client: Sender) -> Response[CourseEnrollmentList]: ...
@sends(build)
def sync(user_id: str, *, client: Sender) -> CourseEnrollmentList: ...
@sends(build)
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[CourseEnrollmentList]: ...
@sends(build)
async def asyncio(user_id: str, *, client: AsyncSender) -> CourseEnrollmentList: ...
