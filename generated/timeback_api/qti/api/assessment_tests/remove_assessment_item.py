"""Remove an item from a section"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Request, Response
from timeback_api.qti._package import PACKAGE


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
        f"/assessment-tests/{encode.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encode.segment('test_part_identifier', test_part_identifier)}/sections/{encode.segment('identifier', identifier)}/items/{encode.segment('item_identifier', item_identifier, frozenset({'order'}))}",
    )


@clears_locals
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: Sender,
) -> Response[None]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))


@clears_locals
def sync(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: Sender,
) -> None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    calls.sync(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: AsyncSender,
) -> Response[None]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))


@clears_locals
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: AsyncSender,
) -> None:
    """As ``sync``, from an event loop."""
    await calls.asyncio(client, build(assessment_test_identifier, test_part_identifier, identifier, item_identifier))
