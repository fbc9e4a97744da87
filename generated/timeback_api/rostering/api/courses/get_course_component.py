"""Read a course component"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.encode import Names
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_api.rostering.models.single_course_component import SingleCourseComponent, parse_single_course_component


OPERATION = Operation(
    PACKAGE,
    "getCourseComponent",
    "GET",
    "/courses/components/{sourcedId}",
    {
        200: Reader(parse_single_course_component, parse_course_component, unwrap=(("courseComponent",),)),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: Names | None = None) -> Request[CourseComponent]:
    """Read a course component.

    One part of a course, without the parts that are nested in it.

    Args:
        sourced_id: Id of the course component.
        fields: Names of the properties to return; the others are left out, required ones too. Without it objects come
            whole.

    Source: GET /ims/oneroster/rostering/v1p2/courses/components/{sourcedId} (getCourseComponent).
    """
    return Request(
        OPERATION,
        f"/courses/components/{encode.segment('sourced_id', sourced_id, frozenset({'classes'}))}",
        encode.query(
            ("fields", encode.names("fields", fields, CourseComponent)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleCourseComponent]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleCourseComponent:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleCourseComponent]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleCourseComponent:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(sourced_id, fields=fields))
