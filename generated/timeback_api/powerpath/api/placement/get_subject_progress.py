"""Read the progress of a student in a subject"""

from typing import Literal, Required, TypedDict, Unpack

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.subject import Subject
from timeback_api.powerpath.models.subject_progress import SubjectProgress, parse_subject_progress
from timeback_api.powerpath.models.subject_progress_list import SubjectProgressList, parse_subject_progress_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT, Choice

_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE,
    "getSubjectProgress",
    "GET",
    "/placement/getSubjectProgress",
    {200: ResponseDecoder(parse_subject_progress_list, parse_subject_progress, collection=("progress",))},
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    student: Required[str]
    subject: Required[
        Subject
        | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"]
    ]


@clears_locals
def build(
    *,
    student: str,
    subject: Subject
    | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
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
        OPERATION,
        "/placement/getSubjectProgress",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("subject", encoding.parameter("subject", subject, _SUBJECT)),
        ),
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[SubjectProgressList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> SubjectProgressList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[SubjectProgressList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> SubjectProgressList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
