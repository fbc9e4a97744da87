"""Read or create the class of a course at a school"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.default_class import DefaultClass, parse_default_class
from timeback_api.edubridge.models.single_default_class import SingleDefaultClass, parse_single_default_class
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getDefaultClassAtSchool", "GET", "/enrollments/defaultClass/{courseId}/{schoolId}",
    {200: ResponseDecoder(parse_single_default_class, parse_default_class, unwrap=(("data",),))}, is_extension=True,
)


@clears_locals
def build(course_id: str, school_id: str) -> Request[DefaultClass]:
    """Read or create the class of a course at a school.

    The class in which the server enrolls the students of a course at the given school. The server creates the class and
    its sessions if they are missing, so this request is not a safe one.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.
        school_id: Id of the school.

    Source: GET /edubridge/enrollments/defaultClass/{courseId}/{schoolId} (getDefaultClassAtSchool).
    """
    return Request(
        OPERATION,
        f"/enrollments/defaultClass/{encoding.path_segment('course_id', course_id)}"
f"/{encoding.path_segment('school_id', school_id)}",
    )


@sends(build)
def sync_detailed(course_id: str, school_id: str, *, client: Sender) -> Response[SingleDefaultClass]: ...
@sends(build)
def sync(course_id: str, school_id: str, *, client: Sender) -> SingleDefaultClass: ...
@sends(build)
async def asyncio_detailed(course_id: str, school_id: str, *, client: AsyncSender) -> Response[SingleDefaultClass]: ...
@sends(build)
async def asyncio(course_id: str, school_id: str, *, client: AsyncSender) -> SingleDefaultClass: ...
