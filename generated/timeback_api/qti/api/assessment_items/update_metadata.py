"""Store an assessment item from its metadata"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateMetadata",
    "POST",
    "/assessment-items/metadata",
    {201: ResponseDecoder(parse_assessment_item)},
    is_extension=True,
)


@clears_locals
def build(assessment_item: AssessmentItem | Mapping[str, Any]) -> Request[AssessmentItem]:
    """Store an assessment item from its metadata.

    Creates an item from its description in JSON and stores it. Although the operation is called an update, it returns
    the reply of a creation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_item: The item in JSON.

    Source: POST /api/assessment-items/metadata (updateMetadata).
    """
    return Request(
        OPERATION,
        "/assessment-items/metadata",
        content=encoding.body("assessment_item", assessment_item, AssessmentItem),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender) -> Response[AssessmentItem]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(assessment_item))


@clears_locals
def sync(assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender) -> AssessmentItem:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(assessment_item))


@clears_locals
async def asyncio_detailed(
    assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender
) -> Response[AssessmentItem]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_item))


@clears_locals
async def asyncio(assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender) -> AssessmentItem:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(assessment_item))
