"""Read the highest grade that a student mastered"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.mastered_grades import MasteredGrades, parse_mastered_grades
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getHighestGradeMastered", "GET", "/analytics/highestGradeMastered/{studentId}/{subject}",
    {200: ResponseDecoder(parse_mastered_grades)}, is_extension=True,
)


@clears_locals
def build(student_id: str, subject: str) -> Request[MasteredGrades]:
    """Read the highest grade that a student mastered.

    The highest grade of a student in a subject, by each kind of test and over all of them. The status is 404 if nothing
    is known.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_id: Id of the student.
        subject: Subject, such as `Math`. Some servers may know its name in lower case only.

    Source: GET /edubridge/analytics/highestGradeMastered/{studentId}/{subject} (getHighestGradeMastered).
    """
    return Request(
        OPERATION,
        f"/analytics/highestGradeMastered/{encoding.path_segment('student_id', student_id)}"
f"/{encoding.path_segment('subject', subject)}",
    )


@sends(build)
def sync_detailed(student_id: str, subject: str, *, client: Sender) -> Response[MasteredGrades]: ...
@sends(build)
def sync(student_id: str, subject: str, *, client: Sender) -> MasteredGrades: ...
@sends(build)
async def asyncio_detailed(student_id: str, subject: str, *, client: AsyncSender) -> Response[MasteredGrades]: ...
@sends(build)
async def asyncio(student_id: str, subject: str, *, client: AsyncSender) -> MasteredGrades: ...
