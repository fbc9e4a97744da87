"""Delete a part of a test"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response


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
        f"/assessment-tests/{encoding.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encoding.segment('identifier', identifier)}",
    )


@clears_locals
def sync_detailed(assessment_test_identifier: str, identifier: str, *, client: Sender) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_test_identifier, identifier))


@clears_locals
def sync(assessment_test_identifier: str, identifier: str, *, client: Sender) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    endpoint_functions.sync(client, build(assessment_test_identifier, identifier))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, identifier: str, *, client: AsyncSender,
) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_test_identifier, identifier))


@clears_locals
async def asyncio(assessment_test_identifier: str, identifier: str, *, client: AsyncSender) -> None:
    """As ``sync``, from an event loop."""
    await endpoint_functions.asyncio(client, build(assessment_test_identifier, identifier))
