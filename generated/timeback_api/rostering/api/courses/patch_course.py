"""Change parts of a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course import Course, parse_course
from timeback_api.rostering.models.updated_course import UpdatedCourse, parse_updated_course
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "patchCourse",
    "PATCH",
    "/courses/{sourcedId}",
    {
        200: Reader(parse_updated_course, parse_course, unwrap=(("course",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, course: Course | Mapping[str, Any]) -> Request[Course | None]:
    """Change parts of a course.

    Changes the properties that are sent and keeps the others as they are. The documents of the platform do not list
    this operation.

    The platform answers this beyond its published documents.

    Args:
        sourced_id: Id of the course.
        course: The properties of the course that change.

    Source: PATCH /ims/oneroster/rostering/v1p2/courses/{sourcedId} (patchCourse).
    """
    return Request(
        OPERATION,
        f"/courses/{encoding.segment('sourced_id', sourced_id, frozenset({'component-resources', 'components', 'structure'}))}",
        content=encoding.body("course", course, Course, "course", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, course: Course | Mapping[str, Any], *, client: Sender) -> Response[UpdatedCourse]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, course))


@clears_locals
def sync(sourced_id: str, course: Course | Mapping[str, Any], *, client: Sender) -> UpdatedCourse | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, course))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, course: Course | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedCourse]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, course))


@clears_locals
async def asyncio(
    sourced_id: str, course: Course | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedCourse | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, course))
