"""Ask whether a student may take a test-out"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_out_eligibility import TestOutEligibility, parse_test_out_eligibility
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getTestOutEligibility", "GET", "/test-out/getTestOutEligibility/{studentId}/{subject}",
    {200: ResponseDecoder(parse_test_out_eligibility)}, is_extension=True,
)


@clears_locals
def build(student_id: str, subject: str) -> Request[TestOutEligibility]:
    """Ask whether a student may take a test-out.

    A student is eligible with an active enrollment in the subject, unless the student has finished a self-elected
    test-out at the next grade.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_id: Id of the student.
        subject: Subject, not case-sensitive: `Math`, `Reading`, `Language`, `Science`, `Writing` or `Vocabulary`.

    Source: GET /powerpath/test-out/getTestOutEligibility/{studentId}/{subject} (getTestOutEligibility).
    """
    return Request(
        OPERATION,
        f"/test-out/getTestOutEligibility/{encoding.path_segment('student_id', student_id)}"
f"/{encoding.path_segment('subject', subject)}",
    )


@sends(build)
def sync_detailed(student_id: str, subject: str, *, client: Sender) -> Response[TestOutEligibility]: ...
@sends(build)
def sync(student_id: str, subject: str, *, client: Sender) -> TestOutEligibility: ...
@sends(build)
async def asyncio_detailed(student_id: str, subject: str, *, client: AsyncSender) -> Response[TestOutEligibility]: ...
@sends(build)
async def asyncio(student_id: str, subject: str, *, client: AsyncSender) -> TestOutEligibility: ...
