"""Create an enrollment"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.enrollment import Enrollment
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createEnrollment", "POST", "/enrollments",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(enrollment: Enrollment | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create an enrollment.

    Enrolls a user in a class with a role. Both must exist. The school is optional, because the class has one.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        enrollment: The enrollment to store.

    Source: POST /ims/oneroster/rostering/v1p2/enrollments (createEnrollment).
    """
    return Request(
        OPERATION, "/enrollments", content=encoding.body("enrollment", enrollment, Enrollment, "enrollment"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(enrollment: Enrollment | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(enrollment: Enrollment | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    enrollment: Enrollment | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(enrollment: Enrollment | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
