"""Replace a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_api.rostering.models.updated_course_component import (
    UpdatedCourseComponent,
    parse_updated_course_component,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE,
    "putCourseComponent",
    "PUT",
    "/courses/components/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_course_component, parse_course_component, unwrap=(("courseComponent",),), optional=True
        )
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
        OPERATION,
        f"/courses/components/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=encoding.body("course_component", course_component, CourseComponent, "courseComponent", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: Sender
) -> Response[UpdatedCourseComponent]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, course_component))


@clears_locals
def sync(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: Sender
) -> UpdatedCourseComponent | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, course_component))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender
) -> Response[UpdatedCourseComponent]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, course_component))


@clears_locals
async def asyncio(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender
) -> UpdatedCourseComponent | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, course_component))
