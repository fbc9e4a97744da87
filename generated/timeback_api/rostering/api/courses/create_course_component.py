"""Create a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.course_component import CourseComponent
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createCourseComponent", "POST", "/courses/components",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(course_component: CourseComponent | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a course component.

    Stores a new part of a course. The course must exist, and so must its parent component, if it has one.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_component: The course component to store.

    Source: POST /ims/oneroster/rostering/v1p2/courses/components (createCourseComponent).
    """
    return Request(
        OPERATION, "/courses/components",
        content=encoding.body("course_component", course_component, CourseComponent, "courseComponent"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    course_component: CourseComponent | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(course_component: CourseComponent | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    course_component: CourseComponent | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
