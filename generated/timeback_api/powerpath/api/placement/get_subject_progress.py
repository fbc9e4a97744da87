"""Read the progress of a student in a subject"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.subject import Subject
from timeback_api.powerpath.models.subject_progress import SubjectProgress, parse_subject_progress
from timeback_api.powerpath.models.subject_progress_list import SubjectProgressList, parse_subject_progress_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT, Choice


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
        encoding.query(
            ("student", encoding.value("student", student, _STUDENT)),
            ("subject", encoding.value("subject", subject, _SUBJECT)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[SubjectProgressList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student=student, subject=subject))


@clears_locals
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> SubjectProgressList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student=student, subject=subject))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Response[SubjectProgressList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, subject=subject))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> SubjectProgressList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student=student, subject=subject))
