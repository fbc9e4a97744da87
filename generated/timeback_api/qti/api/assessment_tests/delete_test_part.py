"""Delete a part of a test"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Request, Response
from timeback_api.qti._package import PACKAGE


OPERATION = Operation(
    PACKAGE,
    "deleteTestPart",
    "DELETE",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier}",
    {
        204: None,
    },
)


@clears_locals
def build(assessment_test_identifier: str, identifier: str) -> Request[None]:
    """Delete a part of a test.

    Takes the part and its sections out of the test.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        identifier: Identifier of the part within its test.

    Source: DELETE /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier} (deleteTestPart).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encode.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encode.segment('identifier', identifier)}",
    )


@clears_locals
def sync_detailed(assessment_test_identifier: str, identifier: str, *, client: Sender) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(assessment_test_identifier, identifier))


@clears_locals
def sync(assessment_test_identifier: str, identifier: str, *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    calls.sync(client, build(assessment_test_identifier, identifier))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, identifier: str, *, client: AsyncSender,
) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(assessment_test_identifier, identifier))


@clears_locals
async def asyncio(assessment_test_identifier: str, identifier: str, *, client: AsyncSender) -> None:
    """As ``sync``, from an event loop."""
    await calls.asyncio(client, build(assessment_test_identifier, identifier))
