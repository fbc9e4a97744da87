"""Read the placement of a student in all subjects"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_placement import StudentPlacement, parse_student_placement


OPERATION = Operation(
    PACKAGE,
    "getStudentPlacementData",
    "GET",
    "/placement/{studentId}",
    {
        200: Reader(parse_student_placement),
    },
)


@clears_locals
def build(student_id: str) -> Request[StudentPlacement]:
    """Read the placement of a student in all subjects.

    Start, current grade and test results by subject. Subjects without data are left out.

    Args:
        student_id: Id of the student.

    Source: GET /powerpath/placement/{studentId} (getStudentPlacementData).
    """
    return Request(
        OPERATION,
        f"/placement/{encode.segment('student_id', student_id, frozenset({'getAllPlacementTests', 'getCurrentLevel', 'getNextPlacementTest', 'getSubjectProgress', 'resetUserPlacement'}))}",
    )


@clears_locals
def sync_detailed(student_id: str, *, client: Sender) -> Response[StudentPlacement]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(student_id))


@clears_locals
def sync(student_id: str, *, client: Sender) -> StudentPlacement:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(student_id))


@clears_locals
async def asyncio_detailed(student_id: str, *, client: AsyncSender) -> Response[StudentPlacement]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(student_id))


@clears_locals
async def asyncio(student_id: str, *, client: AsyncSender) -> StudentPlacement:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(student_id))
