"""Read a course component"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_api.rostering.models.single_course_component import SingleCourseComponent, parse_single_course_component
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.encoding import Names
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


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
        f"/courses/components/{encoding.segment('sourced_id', sourced_id, frozenset({'classes'}))}",
        encoding.query(
            ("fields", encoding.names("fields", fields, CourseComponent)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleCourseComponent]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleCourseComponent:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleCourseComponent]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleCourseComponent:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
