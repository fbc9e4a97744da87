"""List the test assignments of all students"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.grade import Grade
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_assignment import TestAssignment, parse_test_assignment
from timeback_api.powerpath.models.test_assignment_list import TestAssignmentList, parse_test_assignment_list
from timeback_api.powerpath.models.test_assignment_status import TestAssignmentStatus
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Choice

_LIMIT = Bounded(INTEGER, 1, 3000)
_OFFSET = Bounded(INTEGER, 0, None)
_STUDENT = TEXT
_STATUS = Choice(TestAssignmentStatus)
_SUBJECT = TEXT
_GRADE = Choice(Grade)
OPERATION = Operation(
    PACKAGE, "listAllTestAssignments", "GET", "/test-assignments/admin",
    {200: ResponseDecoder(parse_test_assignment_list, parse_test_assignment, collection=("testAssignments",))},
    most=3000, paging="offset", is_extension=True,
)


@clears_locals
def build(
    *, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal[
        "assigned", "in_progress", "completed", "failed", "expired", "cancelled",
    ] | None = None,
    subject: str | None = None,
    grade: Grade | Literal[
        "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
    ] | None = None,
) -> Request[list[TestAssignment]]:
    """List the test assignments of all students.

    A page of all assignments, or of those by student, status, subject and grade.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        limit: Largest number of objects to return. Servers may return fewer, so a short page is not necessarily the
            last.
        offset: Number of matching objects to skip, counted from the first.
        student: Id of a student. If given, only the assignments of this student are returned.
        status: Only assignments in this state.
        subject: Only assignments of this subject.
        grade: Only assignments of this grade.

    Source: GET /powerpath/test-assignments/admin (listAllTestAssignments).
    """
    return Request(
        OPERATION, "/test-assignments/admin",
        encoding.query(
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("offset", encoding.parameter("offset", offset, _OFFSET)),
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("status", encoding.parameter("status", status, _STATUS)),
            ("subject", encoding.parameter("subject", subject, _SUBJECT)),
            ("grade", encoding.parameter("grade", grade, _GRADE)),
        ),
    )


@iterates
def build_iter(
    *, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal[
        "assigned", "in_progress", "completed", "failed", "expired", "cancelled",
    ] | None = None,
    subject: str | None = None,
    grade: Grade | Literal[
        "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
    ] | None = None,
    page_size: int | None = None, max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[TestAssignment]:
    return Iteration(
        build(offset=offset, student=student, status=status, subject=subject, grade=grade), page_size, max_items,
        checkpoint,
    )


@sends(build)
def sync_detailed(
    *, client: Sender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal[
        "assigned", "in_progress", "completed", "failed", "expired", "cancelled",
    ] | None = None,
    subject: str | None = None,
    grade: Grade | Literal[
        "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
    ] | None = None,
) -> Response[TestAssignmentList]: ...
@sends(build)
def sync(
    *, client: Sender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal[
        "assigned", "in_progress", "completed", "failed", "expired", "cancelled",
    ] | None = None,
    subject: str | None = None,
    grade: Grade | Literal[
        "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
    ] | None = None,
) -> TestAssignmentList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal[
        "assigned", "in_progress", "completed", "failed", "expired", "cancelled",
    ] | None = None,
    subject: str | None = None,
    grade: Grade | Literal[
        "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
    ] | None = None,
) -> Response[TestAssignmentList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, limit: int | None = None, offset: int | None = None, student: str | None = None,
    status: TestAssignmentStatus | Literal[
        "assigned", "in_progress", "completed", "failed", "expired", "cancelled",
    ] | None = None,
    subject: str | None = None,
    grade: Grade | Literal[
        "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
    ] | None = None,
) -> TestAssignmentList: ...
