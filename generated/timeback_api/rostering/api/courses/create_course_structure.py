"""Create a course with its structure"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_structure import CourseStructure
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createCourseStructure", "POST", "/courses/structure",
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
        OPERATION, "/courses/structure", content=encoding.body("course_structure", course_structure, CourseStructure),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    course_structure: CourseStructure | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(course_structure: CourseStructure | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    course_structure: CourseStructure | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    course_structure: CourseStructure | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
