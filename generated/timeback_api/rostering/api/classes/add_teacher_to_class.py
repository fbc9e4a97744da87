"""Assign a teacher to a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_membership import ClassMembership
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "addTeacherToClass", "POST", "/classes/{classSourcedId}/teachers",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Assign a teacher to a class.

    Creates an enrollment with the role of a teacher. The path selects the class. The user must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        class_sourced_id: Id of the class.
        enrollment: The teachers, with the dates of their enrollment, and whether they are primary teachers.

    Source: POST /ims/oneroster/rostering/v1p2/classes/{classSourcedId}/teachers (addTeacherToClass).
    """
    return Request(
        OPERATION, f"/classes/{encoding.path_segment('class_sourced_id', class_sourced_id)}"
"/teachers",
        content=encoding.body("enrollment", enrollment, ClassMembership, "enrollment"), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: Sender,
) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
