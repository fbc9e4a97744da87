"""Read the level of a student in a subject"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.placement_level import PlacementLevel, parse_placement_level
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
    "getCurrentLevel",
    "GET",
    "/placement/getCurrentLevel",
    {
        200: Reader(parse_placement_level),
    },
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Request[PlacementLevel]:
    """Read the level of a student in a subject.

    The grade that the placement tests have shown so far. Only finished tests count; 90 of 100 is a pass.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getCurrentLevel (getCurrentLevel).
    """
    return Request(
        OPERATION,
        "/placement/getCurrentLevel",
        encoding.query(
            ("student", encoding.value("student", student, _STUDENT)),
            ("subject", encoding.value("subject", subject, _SUBJECT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[PlacementLevel]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student=student, subject=subject))


@clears_locals
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> PlacementLevel:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student=student, subject=subject))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[PlacementLevel]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, subject=subject))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> PlacementLevel:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student=student, subject=subject))
