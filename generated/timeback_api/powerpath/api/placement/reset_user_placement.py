"""Start the placement of a student over"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.placement_reset import PlacementReset, parse_placement_reset
from timeback_api.powerpath.models.student_subject import StudentSubject
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "resetUserPlacement", "POST", "/placement/resetUserPlacement",
    {200: ResponseDecoder(parse_placement_reset)}, is_extension=True,
)


@clears_locals
def build(student_subject: StudentSubject | Mapping[str, Any]) -> Request[PlacementReset]:
    """Start the placement of a student over.

    Deletes the results of all placement tests of the subject and resets the student to the start. It requires an
    administrator.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_subject: The student and the subject.

    Source: POST /powerpath/placement/resetUserPlacement (resetUserPlacement).
    """
    return Request(
        OPERATION, "/placement/resetUserPlacement",
        content=encoding.body("student_subject", student_subject, StudentSubject), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    student_subject: StudentSubject | Mapping[str, Any], *, client: Sender,
) -> Response[PlacementReset]: ...
@sends(build)
def sync(student_subject: StudentSubject | Mapping[str, Any], *, client: Sender) -> PlacementReset: ...
@sends(build)
async def asyncio_detailed(
    student_subject: StudentSubject | Mapping[str, Any], *, client: AsyncSender,
) -> Response[PlacementReset]: ...
@sends(build)
async def asyncio(student_subject: StudentSubject | Mapping[str, Any], *, client: AsyncSender) -> PlacementReset: ...
