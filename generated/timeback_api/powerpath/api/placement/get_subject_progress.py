"""Read the progress of a student in a subject"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.subject import Subject
from timeback_api.powerpath.models.subject_progress import SubjectProgress, parse_subject_progress
from timeback_api.powerpath.models.subject_progress_list import SubjectProgressList, parse_subject_progress_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT, Choice

_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE, "getSubjectProgress", "GET", "/placement/getSubjectProgress",
    {200: ResponseDecoder(parse_subject_progress_list, parse_subject_progress, collection=("progress",))},
    is_extension=True,
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Request[list[SubjectProgress]]:
    """Read the progress of a student in a subject.

    One entry for every active course of the subject, with completed lessons and earned XP.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getSubjectProgress (getSubjectProgress).
    """
    return Request(
        OPERATION, "/placement/getSubjectProgress",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("subject", encoding.parameter("subject", subject, _SUBJECT)),
        ),
    )


@sends(build)
def sync_detailed(
    *, client: Sender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Response[SubjectProgressList]: ...
@sends(build)
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> SubjectProgressList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Response[SubjectProgressList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> SubjectProgressList: ...
