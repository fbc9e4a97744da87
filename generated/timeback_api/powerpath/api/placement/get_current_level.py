"""Read the level of a student in a subject"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.placement_level import PlacementLevel, parse_placement_level
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT, Choice

_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE, "getCurrentLevel", "GET", "/placement/getCurrentLevel", {200: ResponseDecoder(parse_placement_level)},
    is_extension=True,
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Request[PlacementLevel]:
    """Read the level of a student in a subject.

    The grade that the placement tests have determined so far. Only finished tests count; 90 of 100 is a pass.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getCurrentLevel (getCurrentLevel).
    """
    return Request(
        OPERATION, "/placement/getCurrentLevel",
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
) -> Response[PlacementLevel]: ...
@sends(build)
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> PlacementLevel: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Response[PlacementLevel]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> PlacementLevel: ...
