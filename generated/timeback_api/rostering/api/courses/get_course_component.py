"""Read a course component"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_api.rostering.models.single_course_component import SingleCourseComponent, parse_single_course_component
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE, "getCourseComponent", "GET", "/courses/components/{sourcedId}",
    {200: ResponseDecoder(parse_single_course_component, parse_course_component, unwrap=(("courseComponent",),))},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[CourseComponent]:
    """Read a course component.

    One part of a course, without its nested parts.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the course component.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/courses/components/{sourcedId} (getCourseComponent).
    """
    return Request(
        OPERATION, f"/courses/components/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        encoding.query(("fields", encoding.property_names("fields", fields, CourseComponent))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleCourseComponent]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleCourseComponent: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleCourseComponent]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleCourseComponent: ...
