"""Replace a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_api.rostering.models.updated_course_component import (
    UpdatedCourseComponent, parse_updated_course_component,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "putCourseComponent",
    "PUT",
    "/courses/components/{sourcedId}",
    {
        200: Reader(parse_updated_course_component, parse_course_component, unwrap=(("courseComponent",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, course_component: CourseComponent | Mapping[str, Any]) -> Request[CourseComponent | None]:
    """Replace a course component.

    Replaces the course component by what is sent. Another parent moves it, with all that is nested in it.

    Args:
        sourced_id: Id of the course component.
        course_component: The whole course component as it shall be.

    Source: PUT /ims/oneroster/rostering/v1p2/courses/components/{sourcedId} (putCourseComponent).
    """
    return Request(
        OPERATION,
        f"/courses/components/{encoding.segment('sourced_id', sourced_id, frozenset({'classes'}))}",
        content=encoding.body("course_component", course_component, CourseComponent, "courseComponent", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedCourseComponent]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, course_component))


@clears_locals
def sync(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: Sender,
) -> UpdatedCourseComponent | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, course_component))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedCourseComponent]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, course_component))


@clears_locals
async def asyncio(
    sourced_id: str, course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedCourseComponent | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, course_component))
