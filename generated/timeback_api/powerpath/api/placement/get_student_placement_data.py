"""Read the placement of a student in all subjects"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_placement import StudentPlacement, parse_student_placement
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_STUDENT_ID = frozenset(
    {"getAllPlacementTests", "getCurrentLevel", "getNextPlacementTest", "getSubjectProgress", "resetUserPlacement"},
)
OPERATION = Operation(
    PACKAGE, "getStudentPlacementData", "GET", "/placement/{studentId}",
    {200: ResponseDecoder(parse_student_placement)}, is_extension=True,
)


@clears_locals
def build(student_id: str) -> Request[StudentPlacement]:
    """Read the placement of a student in all subjects.

    Start, current grade and test results by subject. Subjects without data are omitted.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_id: Id of the student.

    Source: GET /powerpath/placement/{studentId} (getStudentPlacementData).
    """
    return Request(OPERATION, f"/placement/{encoding.path_segment('student_id', student_id, _RESERVED_STUDENT_ID)}")


@sends(build)
def sync_detailed(student_id: str, *, client: Sender) -> Response[StudentPlacement]: ...
@sends(build)
def sync(student_id: str, *, client: Sender) -> StudentPlacement: ...
@sends(build)
async def asyncio_detailed(student_id: str, *, client: AsyncSender) -> Response[StudentPlacement]: ...
@sends(build)
async def asyncio(student_id: str, *, client: AsyncSender) -> StudentPlacement: ...
