"""List the placement tests of a subject"""

from typing import Literal

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.placement_test import PlacementTest, parse_placement_test
from timeback_api.powerpath.models.placement_test_list import PlacementTestList, parse_placement_test_list
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT, Choice

_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE, "getAllPlacementTests", "GET", "/placement/getAllPlacementTests",
    {200: ResponseDecoder(parse_placement_test_list, parse_placement_test, collection=("placementTests",))},
    is_extension=True,
)


@clears_locals
def build(
    *, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Request[list[PlacementTest]]:
    """List the placement tests of a subject.

    All placement tests by grade, each with the results of the student in every attempt.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getAllPlacementTests (getAllPlacementTests).
    """
    return Request(
        OPERATION, "/placement/getAllPlacementTests",
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
) -> Response[PlacementTestList]: ...
@sends(build)
def sync(
    *, client: Sender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> PlacementTestList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> Response[PlacementTestList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, student: str,
    subject: Subject | Literal[
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
    ],
) -> PlacementTestList: ...
