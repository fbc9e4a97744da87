"""Find the next placement test of a student"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.next_placement_test import NextPlacementTest, parse_next_placement_test
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT, Choice


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
        encoding.query(
            ("student", encoding.value("student", student, _STUDENT)),
            ("subject", encoding.value("subject", subject, _SUBJECT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[NextPlacementTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student=student, subject=subject))


@clears_locals
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> NextPlacementTest:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student=student, subject=subject))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[NextPlacementTest]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, subject=subject))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> NextPlacementTest:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student=student, subject=subject))
