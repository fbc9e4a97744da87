"""Read an assessment item"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getAssessmentItem",
    "GET",
    "/assessment-items/{identifier}",
    {
        200: Reader(parse_assessment_item),
    },
)


@clears_locals
def build(identifier: str) -> Request[AssessmentItem]:
    """Read an assessment item.

    Returns one item with its XML and the JSON tree of the XML.

    Args:
        identifier: Identifier of the assessment item.

    Source: GET /api/assessment-items/{identifier} (getAssessmentItem).
    """
    return Request(
        OPERATION,
        f"/assessment-items/{encoding.segment('identifier', identifier, frozenset({'metadata'}))}",
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentItem]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> AssessmentItem:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentItem]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentItem:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(identifier))
