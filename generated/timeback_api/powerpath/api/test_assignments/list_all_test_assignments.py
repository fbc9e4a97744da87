"""List the test assignments of all students"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.grade import Grade
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment import TestAssignment, parse_test_assignment
from timeback_api.powerpath.models.test_assignment_list import TestAssignmentList, parse_test_assignment_list
from timeback_api.powerpath.models.test_assignment_status import TestAssignmentStatus
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration, Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT, WHOLE, Choice, Limited


_LIMIT = Limited(WHOLE, 1, 3000)
_OFFSET = Limited(WHOLE, 0, None)
_STUDENT = TEXT
_STATUS = Choice(TestAssignmentStatus)
_SUBJECT = TEXT
_GRADE = Choice(Grade)
OPERATION = Operation(
    PACKAGE,
    "listAllTestAssignments",
    "GET",
    "/test-assignments/admin",
    {
        200: Reader(parse_test_assignment_list, parse_test_assignment, collection=("testAssignments",)),
    },
    most=3000,
    paging="offset",
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal["assigned", "in_progress", "completed", "failed", "expired", "cancelled"] | None = None,
    subject: str | None = None,
    grade: Grade | Literal["-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] | None = None,
) -> Request[list[TestAssignment]]:
    """List the test assignments of all students.

    A page of all assignments, or of those by student, status, subject and grade.

    Args:
        limit: Largest number of objects to return. Servers may return fewer, so a short page is not a sure sign of
            the last one.
        offset: Number of matching objects to skip, counted from the first one.
        student: Id of a student, to list the assignments of this one only.
        status: Only assignments in this state.
        subject: Only assignments of this subject.
        grade: Only assignments of this grade.

    Source: GET /powerpath/test-assignments/admin (listAllTestAssignments).
    """
    return Request(
        OPERATION,
        "/test-assignments/admin",
        encoding.query(
            ("limit", encoding.value("limit", limit, _LIMIT)),
            ("offset", encoding.value("offset", offset, _OFFSET)),
            ("student", encoding.value("student", student, _STUDENT)),
            ("status", encoding.value("status", status, _STATUS)),
            ("subject", encoding.value("subject", subject, _SUBJECT)),
            ("grade", encoding.value("grade", grade, _GRADE)),
        ),
    )


@clears_locals
def build_iter(
    *, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal["assigned", "in_progress", "completed", "failed", "expired", "cancelled"] | None = None,
    subject: str | None = None,
    grade: Grade | Literal["-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] | None = None,
    page_size: int | None = None, max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[TestAssignment]:
    """The listing from ``offset`` to its end, ``page_size`` at a time, at most ``max_items``; see ``build``.

    Sorted by sourcedId unless ``sort`` or ``order_by`` is given. With ``checkpoint``, the path of a file, it goes on after
    the last page that was read to its end.
    """
    return Iteration(build(offset=offset, student=student, status=status, subject=subject, grade=grade), page_size, max_items, checkpoint)


@clears_locals
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal["assigned", "in_progress", "completed", "failed", "expired", "cancelled"] | None = None,
    subject: str | None = None,
    grade: Grade | Literal["-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] | None = None,
) -> Response[TestAssignmentList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(limit=limit, offset=offset, student=student, status=status, subject=subject, grade=grade))


@clears_locals
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal["assigned", "in_progress", "completed", "failed", "expired", "cancelled"] | None = None,
    subject: str | None = None,
    grade: Grade | Literal["-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] | None = None,
) -> TestAssignmentList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(limit=limit, offset=offset, student=student, status=status, subject=subject, grade=grade))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal["assigned", "in_progress", "completed", "failed", "expired", "cancelled"] | None = None,
    subject: str | None = None,
    grade: Grade | Literal["-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] | None = None,
) -> Response[TestAssignmentList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(limit=limit, offset=offset, student=student, status=status, subject=subject, grade=grade))


@clears_locals
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal["assigned", "in_progress", "completed", "failed", "expired", "cancelled"] | None = None,
    subject: str | None = None,
    grade: Grade | Literal["-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] | None = None,
) -> TestAssignmentList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(limit=limit, offset=offset, student=student, status=status, subject=subject, grade=grade))
