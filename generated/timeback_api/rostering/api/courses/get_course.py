"""Read a course"""

from timeback_api.common.models.course import Course, parse_course
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_course import SingleCourse, parse_single_course
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"component-resources", "components", "structure"})
OPERATION = Operation(
    PACKAGE, "getCourse", "GET", "/courses/{sourcedId}",
    {200: ResponseDecoder(parse_single_course, parse_course, unwrap=(("course",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Course]:
    """Read a course.

    One course. Its components are listed among the course components.

    Args:
        sourced_id: Id of the course.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/courses/{sourcedId} (getCourse).
    """
    return Request(
        OPERATION, f"/courses/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Course))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleCourse]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleCourse: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleCourse]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleCourse: ...
