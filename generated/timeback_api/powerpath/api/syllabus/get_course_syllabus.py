"""Read the syllabus of a course"""

from typing import Literal

from timeback_api.common.models.status import Status
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_syllabus import CourseSyllabus, parse_course_syllabus
from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import Choice

_STATUS = Choice(Status)
OPERATION = Operation(
    PACKAGE, "getCourseSyllabus", "GET", "/syllabus/{courseSourcedId}",
    {200: ResponseDecoder(parse_course_syllabus, parse_course_tree, unwrap=(("syllabus",),))}, is_extension=True,
)


@clears_locals
def build(
    course_sourced_id: str, *, status: Status | Literal["active", "tobedeleted"] | None = None,
) -> Request[CourseTree]:
    """Read the syllabus of a course.

    The course with its nested components and the resources of each, both in their sort order. It is the same for every
    student; the lesson plan is the personal copy.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_sourced_id: Id of the course.
        status: Only components and resources with this status. The published document does not mention it.

    Source: GET /powerpath/syllabus/{courseSourcedId} (getCourseSyllabus).
    """
    return Request(
        OPERATION, f"/syllabus/{encoding.path_segment('course_sourced_id', course_sourced_id)}",
        encoding.query(("status", encoding.parameter("status", status, _STATUS))),
    )


@sends(build)
def sync_detailed(
    course_sourced_id: str, *, client: Sender, status: Status | Literal["active", "tobedeleted"] | None = None,
) -> Response[CourseSyllabus]: ...
@sends(build)
def sync(
    course_sourced_id: str, *, client: Sender, status: Status | Literal["active", "tobedeleted"] | None = None,
) -> CourseSyllabus: ...
@sends(build)
async def asyncio_detailed(
    course_sourced_id: str, *, client: AsyncSender, status: Status | Literal["active", "tobedeleted"] | None = None,
) -> Response[CourseSyllabus]: ...
@sends(build)
async def asyncio(
    course_sourced_id: str, *, client: AsyncSender, status: Status | Literal["active", "tobedeleted"] | None = None,
) -> CourseSyllabus: ...
