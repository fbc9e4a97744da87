"""Create a course with its structure"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_structure import CourseStructure
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createCourseStructure",
    "POST",
    "/courses/structure",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(course_structure: CourseStructure | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a course with its structure.

    Stores a new course together with its components and what is placed in them, in one request. The documents of the
    platform do not list this operation.

    The platform answers this beyond its published documents.

    Args:
        course_structure: The course and its structure.

    Source: POST /ims/oneroster/rostering/v1p2/courses/structure (createCourseStructure).
    """
    return Request(
        OPERATION,
        "/courses/structure",
        content=encoding.body("course_structure", course_structure, CourseStructure),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    course_structure: CourseStructure | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(course_structure))


@clears_locals
def sync(course_structure: CourseStructure | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(course_structure))


@clears_locals
async def asyncio_detailed(
    course_structure: CourseStructure | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(course_structure))


@clears_locals
async def asyncio(
    course_structure: CourseStructure | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(course_structure))
