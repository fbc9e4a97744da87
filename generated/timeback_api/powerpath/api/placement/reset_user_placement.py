"""Start the placement of a student over"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.placement_reset import PlacementReset, parse_placement_reset
from timeback_api.powerpath.models.student_subject import StudentSubject
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "resetUserPlacement",
    "POST",
    "/placement/resetUserPlacement",
    {200: ResponseDecoder(parse_placement_reset)},
    is_extension=True,
)


@clears_locals
def build(student_subject: StudentSubject | Mapping[str, Any]) -> Request[PlacementReset]:
    """Start the placement of a student over.

    Deletes the results of all placement tests of the subject and resets the student to the start. It requires an
    administrator.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_subject: The student and the subject.

    Source: POST /powerpath/placement/resetUserPlacement (resetUserPlacement).
    """
    return Request(
        OPERATION,
        "/placement/resetUserPlacement",
        content=encoding.body("student_subject", student_subject, StudentSubject),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(student_subject: StudentSubject | Mapping[str, Any], *, client: Sender) -> Response[PlacementReset]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student_subject))


@clears_locals
def sync(student_subject: StudentSubject | Mapping[str, Any], *, client: Sender) -> PlacementReset:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student_subject))


@clears_locals
async def asyncio_detailed(
    student_subject: StudentSubject | Mapping[str, Any], *, client: AsyncSender
) -> Response[PlacementReset]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student_subject))


@clears_locals
async def asyncio(student_subject: StudentSubject | Mapping[str, Any], *, client: AsyncSender) -> PlacementReset:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student_subject))
