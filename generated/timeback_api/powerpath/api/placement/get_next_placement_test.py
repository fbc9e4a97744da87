"""Find the next placement test of a student"""

from typing import Literal

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.checks import TEXT, Choice
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.next_placement_test import NextPlacementTest, parse_next_placement_test
from timeback_api.powerpath.models.subject import Subject


_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE,
    "getNextPlacementTest",
    "GET",
    "/placement/getNextPlacementTest",
    {
        200: Reader(parse_next_placement_test),
    },
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Request[NextPlacementTest]:
    """Find the next placement test of a student.

    Tests are taken in the order of their grades. The next one is offered as long as the last was passed; after a
    failed one, or when there are no more, no lesson is named.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getNextPlacementTest (getNextPlacementTest).
    """
    return Request(
        OPERATION,
        "/placement/getNextPlacementTest",
        encode.query(
            ("student", encode.value("student", student, _STUDENT)),
            ("subject", encode.value("subject", subject, _SUBJECT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[NextPlacementTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(student=student, subject=subject))


@clears_locals
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> NextPlacementTest:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(student=student, subject=subject))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[NextPlacementTest]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(student=student, subject=subject))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> NextPlacementTest:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(student=student, subject=subject))
