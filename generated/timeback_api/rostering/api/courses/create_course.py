"""Create a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.course import Course
from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createCourse", "POST", "/courses",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(course: Course | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a course.

    Stores a new course. The organisation that offers it must exist. The platform ignores `resources` here; use
    component resources to add resources.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course: The course to store.

    Source: POST /ims/oneroster/rostering/v1p2/courses (createCourse).
    """
    return Request(
        OPERATION, "/courses", content=encoding.body("course", course, Course, "course"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(course: Course | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(course: Course | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    course: Course | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(course: Course | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
