"""Read the syllabus of a course"""

from typing import Literal

from timeback_api.common.models.status import Status
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.course_syllabus import CourseSyllabus, parse_course_syllabus
from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import Choice

_STATUS = Choice(Status)
OPERATION = Operation(
    PACKAGE,
    "getCourseSyllabus",
    "GET",
    "/syllabus/{courseSourcedId}",
    {200: ResponseDecoder(parse_course_syllabus, parse_course_tree, unwrap=(("syllabus",),))},
    is_extension=True,
)


@clears_locals
def build(
    course_sourced_id: str, *, status: Status | Literal["active", "tobedeleted"] | None = None
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
        OPERATION,
        f"/syllabus/{encoding.path_segment('course_sourced_id', course_sourced_id)}",
        encoding.query(("status", encoding.parameter("status", status, _STATUS))),
    )


@clears_locals
def sync_detailed(
    course_sourced_id: str, *, client: Sender, status: Status | Literal["active", "tobedeleted"] | None = None
) -> Response[CourseSyllabus]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(course_sourced_id, status=status))


@clears_locals
def sync(
    course_sourced_id: str, *, client: Sender, status: Status | Literal["active", "tobedeleted"] | None = None
) -> CourseSyllabus:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(course_sourced_id, status=status))


@clears_locals
async def asyncio_detailed(
    course_sourced_id: str, *, client: AsyncSender, status: Status | Literal["active", "tobedeleted"] | None = None
) -> Response[CourseSyllabus]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(course_sourced_id, status=status))


@clears_locals
async def asyncio(
    course_sourced_id: str, *, client: AsyncSender, status: Status | Literal["active", "tobedeleted"] | None = None
) -> CourseSyllabus:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(course_sourced_id, status=status))
