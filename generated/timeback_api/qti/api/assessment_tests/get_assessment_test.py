"""Read an assessment test"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test


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
        f"/assessment-tests/{encode.segment('identifier', identifier)}",
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> AssessmentTest:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentTest]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentTest:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(identifier))
