"""Enroll a student in a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_membership import ClassMembership
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "addStudentToClass",
    "POST",
    "/classes/{classSourcedId}/students",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Enroll a student in a class.

    Creates an enrollment with the role of a student. The path selects the class. The user must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        class_sourced_id: Id of the class.
        enrollment: The enrolled users, with the dates of their enrollment.

    Source: POST /ims/oneroster/rostering/v1p2/classes/{classSourcedId}/students (addStudentToClass).
    """
    return Request(
        OPERATION,
        f"/classes/{encoding.path_segment('class_sourced_id', class_sourced_id)}/students",
        content=encoding.body("enrollment", enrollment, ClassMembership, "enrollment"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: Sender
) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(class_sourced_id, enrollment))


@clears_locals
def sync(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: Sender
) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(class_sourced_id, enrollment))


@clears_locals
async def asyncio_detailed(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: AsyncSender
) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(class_sourced_id, enrollment))


@clears_locals
async def asyncio(
    class_sourced_id: str, enrollment: ClassMembership | Mapping[str, Any], *, client: AsyncSender
) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(class_sourced_id, enrollment))
