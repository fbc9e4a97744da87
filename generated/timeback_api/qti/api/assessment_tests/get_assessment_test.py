"""Read an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getAssessmentTest",
    "GET",
    "/assessment-tests/{identifier}",
    {
        200: Reader(parse_assessment_test),
    },
)


@clears_locals
def build(identifier: str) -> Request[AssessmentTest]:
    """Read an assessment test.

    Returns one test with all its parts and sections, its XML and the JSON tree of the XML.

    Args:
        identifier: Identifier of the test.

    Source: GET /api/assessment-tests/{identifier} (getAssessmentTest).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('identifier', identifier)}",
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> AssessmentTest:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentTest]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentTest:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(identifier))
