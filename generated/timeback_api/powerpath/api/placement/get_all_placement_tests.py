"""List the placement tests of a subject"""

from typing import Literal

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.checks import TEXT, Choice
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.placement_test import PlacementTest, parse_placement_test
from timeback_api.powerpath.models.placement_test_list import PlacementTestList, parse_placement_test_list
from timeback_api.powerpath.models.subject import Subject


_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE,
    "getAllPlacementTests",
    "GET",
    "/placement/getAllPlacementTests",
    {
        200: Reader(parse_placement_test_list, parse_placement_test, collection=("placementTests",)),
    },
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Request[list[PlacementTest]]:
    """List the placement tests of a subject.

    All placement tests by grade, each with the results of the student in every attempt.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getAllPlacementTests (getAllPlacementTests).
    """
    return Request(
        OPERATION,
        "/placement/getAllPlacementTests",
        encode.query(
            ("student", encode.value("student", student, _STUDENT)),
            ("subject", encode.value("subject", subject, _SUBJECT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[PlacementTestList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(student=student, subject=subject))


@clears_locals
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> PlacementTestList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(student=student, subject=subject))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[PlacementTestList]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(student=student, subject=subject))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> PlacementTestList:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(student=student, subject=subject))
