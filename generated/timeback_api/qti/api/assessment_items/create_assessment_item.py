"""Create an assessment item"""

from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_api.qti.models.assessment_item_xml import AssessmentItemXml
from timeback_api.qti.models.new_assessment_item import NewAssessmentItem
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import Variant


OPERATION = Operation(
    PACKAGE,
    "createAssessmentItem",
    "POST",
    "/assessment-items",
    {
        201: Reader(parse_assessment_item),
    },
)


@clears_locals
def build(new_assessment_item: NewAssessmentItem | dict[str, Any]) -> Request[AssessmentItem]:
    """Create an assessment item.

    Stores a new item, given either in JSON or as QTI XML inside a JSON object. XML is taken as it is; in JSON, match,
    hotspot, hottext, gap and inline choice interactions are reported to lose parts. An identifier that is in use is a
    conflict.

    Args:
        new_assessment_item: The item, or its XML.

    Source: POST /api/assessment-items (createAssessmentItem).
    """
    return Request(
        OPERATION,
        "/assessment-items",
        content=encoding.raw_body("new_assessment_item", new_assessment_item, Variant("format", {"json": AssessmentItem, "xml": AssessmentItemXml}, AssessmentItem)),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: Sender,
) -> Response[AssessmentItem]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(new_assessment_item))


@clears_locals
def sync(new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: Sender) -> AssessmentItem:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(new_assessment_item))


@clears_locals
async def asyncio_detailed(
    new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: AsyncSender,
) -> Response[AssessmentItem]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(new_assessment_item))


@clears_locals
async def asyncio(new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: AsyncSender) -> AssessmentItem:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(new_assessment_item))
