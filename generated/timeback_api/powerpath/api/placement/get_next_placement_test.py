"""Find the next placement test of a student"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.next_placement_test import NextPlacementTest, parse_next_placement_test
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT, Choice

_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE, "getNextPlacementTest", "GET", "/placement/getNextPlacementTest",
    {200: ResponseDecoder(parse_next_placement_test)}, is_extension=True,
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Request[NextPlacementTest]:
    """Find the next placement test of a student.

    Tests are taken in the order of their grades. The next test is returned if the last one was passed. After a failed
    test, or if there are no more tests, the reply contains no lesson.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getNextPlacementTest (getNextPlacementTest).
    """
    return Request(
        OPERATION, "/placement/getNextPlacementTest",
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
) -> Response[NextPlacementTest]: ...
@sends(build)
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> NextPlacementTest: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Response[NextPlacementTest]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> NextPlacementTest: ...
