"""Read a part of a test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.test_part import TestPart, parse_test_part
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getTestPart",
    "GET",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier}",
    {
        200: Reader(parse_test_part),
    },
)


@clears_locals
def build(assessment_test_identifier: str, identifier: str) -> Request[TestPart]:
    """Read a part of a test.

    Returns one part with its sections. Its XML is not part of this reply.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        identifier: Identifier of the part within its test.

    Source: GET /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier} (getTestPart).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encoding.segment('identifier', identifier)}",
    )


@clears_locals
def sync_detailed(assessment_test_identifier: str, identifier: str, *, client: Sender) -> Response[TestPart]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_test_identifier, identifier))


@clears_locals
def sync(assessment_test_identifier: str, identifier: str, *, client: Sender) -> TestPart:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(assessment_test_identifier, identifier))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, identifier: str, *, client: AsyncSender,
) -> Response[TestPart]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_test_identifier, identifier))


@clears_locals
async def asyncio(assessment_test_identifier: str, identifier: str, *, client: AsyncSender) -> TestPart:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(assessment_test_identifier, identifier))
