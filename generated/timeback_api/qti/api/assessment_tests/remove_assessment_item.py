"""Remove an item from a section"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response


OPERATION = Operation(
    PACKAGE,
    "removeAssessmentItem",
    "DELETE",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections/{identifier}/items/{itemIdentifier}",
    {
        204: None,
    },
)


@clears_locals
def build(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str,
) -> Request[None]:
    """Remove an item from a section.

    Takes the reference out of the section, not the item out of the bank.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        identifier: Identifier of the section within its test part.
        item_identifier: Identifier of an item that the section refers to.

    Source: DELETE /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections/{identifier}/items/{itemIdentifier} (removeAssessmentItem).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encoding.segment('test_part_identifier', test_part_identifier)}/sections/{encoding.segment('identifier', identifier)}/items/{encoding.segment('item_identifier', item_identifier, frozenset({'order'}))}",
    )


@clears_locals
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: Sender,
) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))


@clears_locals
def sync(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: Sender,
) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    endpoint_functions.sync(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: AsyncSender,
) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))


@clears_locals
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: AsyncSender,
) -> None:
    """As ``sync``, from an event loop."""
    await endpoint_functions.asyncio(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))
