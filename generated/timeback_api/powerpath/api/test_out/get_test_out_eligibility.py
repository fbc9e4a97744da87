"""Ask whether a student may take a test-out"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.test_out_eligibility import TestOutEligibility, parse_test_out_eligibility
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getTestOutEligibility",
    "GET",
    "/test-out/getTestOutEligibility/{studentId}/{subject}",
    {
        200: Reader(parse_test_out_eligibility),
    },
)


@clears_locals
def build(student_id: str, subject: str) -> Request[TestOutEligibility]:
    """Ask whether a student may take a test-out.

    A student may who has an active enrollment in the subject and has not finished a self-elected test-out at the next
    grade.

    The platform answers this beyond its published documents.

    Args:
        student_id: Id of the student.
        subject: Subject in any case: `Math`, `Reading`, `Language`, `Science`, `Writing` or `Vocabulary`.

    Source: GET /powerpath/test-out/getTestOutEligibility/{studentId}/{subject} (getTestOutEligibility).
    """
    return Request(
        OPERATION,
        f"/test-out/getTestOutEligibility/{encoding.segment('student_id', student_id)}/{encoding.segment('subject', subject)}",
    )


@clears_locals
def sync_detailed(student_id: str, subject: str, *, client: Sender) -> Response[TestOutEligibility]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student_id, subject))


@clears_locals
def sync(student_id: str, subject: str, *, client: Sender) -> TestOutEligibility:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student_id, subject))


@clears_locals
async def asyncio_detailed(student_id: str, subject: str, *, client: AsyncSender) -> Response[TestOutEligibility]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student_id, subject))


@clears_locals
async def asyncio(student_id: str, subject: str, *, client: AsyncSender) -> TestOutEligibility:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student_id, subject))
