"""Replace a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.course import Course, parse_course
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.updated_course import UpdatedCourse, parse_updated_course
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"component-resources", "components", "structure"})
OPERATION = Operation(
    PACKAGE, "putCourse", "PUT", "/courses/{sourcedId}",
    {200: ResponseDecoder(parse_updated_course, parse_course, unwrap=(("course",),), optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, course: Course | Mapping[str, Any]) -> Request[Course | None]:
    """Replace a course.

    Replaces the course with the request body. Omitted properties are deleted.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the course.
        course: The complete course with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/courses/{sourcedId} (putCourse).
    """
    return Request(
        OPERATION, f"/courses/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=encoding.body("course", course, Course, "course", mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, course: Course | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedCourse]: ...
@sends(build)
def sync(sourced_id: str, course: Course | Mapping[str, Any], *, client: Sender) -> UpdatedCourse | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, course: Course | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedCourse]: ...
@sends(build)
async def asyncio(
    sourced_id: str, course: Course | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedCourse | None: ...
