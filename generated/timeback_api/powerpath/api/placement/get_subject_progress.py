"""Read the progress of a student in a subject"""

from typing import Literal

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.checks import TEXT, Choice
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.subject import Subject
from timeback_api.powerpath.models.subject_progress import SubjectProgress, parse_subject_progress
from timeback_api.powerpath.models.subject_progress_list import SubjectProgressList, parse_subject_progress_list


_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE,
    "getSubjectProgress",
    "GET",
    "/placement/getSubjectProgress",
    {
        200: Reader(parse_subject_progress_list, parse_subject_progress, collection=("progress",)),
    },
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Request[list[SubjectProgress]]:
    """Read the progress of a student in a subject.

    One entry for every active course of the subject, with lessons done and XP earned.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getSubjectProgress (getSubjectProgress).
    """
    return Request(
        OPERATION,
        "/placement/getSubjectProgress",
        encode.query(
            ("student", encode.value("student", student, _STUDENT)),
            ("subject", encode.value("subject", subject, _SUBJECT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[SubjectProgressList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(student=student, subject=subject))


@clears_locals
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> SubjectProgressList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(student=student, subject=subject))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[SubjectProgressList]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(student=student, subject=subject))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> SubjectProgressList:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(student=student, subject=subject))
