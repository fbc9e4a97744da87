"""Create a course with its structure"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_structure import CourseStructure
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createCourseStructure",
    "POST",
    "/courses/structure",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(course_structure: CourseStructure | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a course with its structure.

    Stores a new course and its structure, made of QTI tests, in one request.

    An extension of the platform: another provider may answer 404 or 405.

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
    course_structure: CourseStructure | Mapping[str, Any], *, client: Sender
) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(course_structure))


@clears_locals
def sync(course_structure: CourseStructure | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(course_structure))


@clears_locals
async def asyncio_detailed(
    course_structure: CourseStructure | Mapping[str, Any], *, client: AsyncSender
) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(course_structure))


@clears_locals
async def asyncio(course_structure: CourseStructure | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(course_structure))
