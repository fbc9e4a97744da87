"""Read the placement of a student in all subjects"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_placement import StudentPlacement, parse_student_placement
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_STUDENT_ID = frozenset(
    {"getAllPlacementTests", "getCurrentLevel", "getNextPlacementTest", "getSubjectProgress", "resetUserPlacement"}
)
OPERATION = Operation(
    PACKAGE,
    "getStudentPlacementData",
    "GET",
    "/placement/{studentId}",
    {200: ResponseDecoder(parse_student_placement)},
    is_extension=True,
)


@clears_locals
def build(student_id: str) -> Request[StudentPlacement]:
    """Read the placement of a student in all subjects.

    Start, current grade and test results by subject. Subjects without data are omitted.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_id: Id of the student.

    Source: GET /powerpath/placement/{studentId} (getStudentPlacementData).
    """
    return Request(OPERATION, f"/placement/{encoding.path_segment('student_id', student_id, _RESERVED_STUDENT_ID)}")


@clears_locals
def sync_detailed(student_id: str, *, client: Sender) -> Response[StudentPlacement]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student_id))


@clears_locals
def sync(student_id: str, *, client: Sender) -> StudentPlacement:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student_id))


@clears_locals
async def asyncio_detailed(student_id: str, *, client: AsyncSender) -> Response[StudentPlacement]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student_id))


@clears_locals
async def asyncio(student_id: str, *, client: AsyncSender) -> StudentPlacement:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student_id))
