"""Store an assessment item from its metadata"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item


OPERATION = Operation(
    PACKAGE,
    "updateMetadata",
    "POST",
    "/assessment-items/metadata",
    {
        201: Reader(parse_assessment_item),
    },
)


@clears_locals
def build(assessment_item: AssessmentItem | Mapping[str, Any]) -> Request[AssessmentItem]:
    """Store an assessment item from its metadata.

    Takes the description of an item in JSON and stores the item that follows from it. The name says update, but the
    reply is that of a creation.

    Args:
        assessment_item: The item in JSON.

    Source: POST /api/assessment-items/metadata (updateMetadata).
    """
    return Request(
        OPERATION,
        "/assessment-items/metadata",
        content=encode.body("assessment_item", assessment_item, AssessmentItem),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender) -> Response[AssessmentItem]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(assessment_item))


@clears_locals
def sync(assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender) -> AssessmentItem:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(assessment_item))


@clears_locals
async def asyncio_detailed(
    assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AssessmentItem]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(assessment_item))


@clears_locals
async def asyncio(assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender) -> AssessmentItem:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(assessment_item))
