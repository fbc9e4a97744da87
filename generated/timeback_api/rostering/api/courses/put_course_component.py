"""Replace a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_api.rostering.models.updated_course_component import (
    UpdatedCourseComponent,
    parse_updated_course_component,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE, "putCourseComponent", "PUT", "/courses/components/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_course_component, parse_course_component, unwrap=(("courseComponent",),), optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, course_component: CourseComponent | Mapping[str, Any]) -> Request[CourseComponent | None]:
    """Replace a course component.

    Replaces the course component with the request body. A different parent moves it, together with its nested
    components.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the course component.
        course_component: The complete course component with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/courses/components/{sourcedId} (putCourseComponent).
    """
    return Request(
        OPERATION, f"/courses/components/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=encoding.body("course_component", course_component, CourseComponent, "courseComponent", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedCourseComponent]: ...
@sends(build)
def sync(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: Sender,
) -> UpdatedCourseComponent | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedCourseComponent]: ...
@sends(build)
async def asyncio(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedCourseComponent | None: ...
