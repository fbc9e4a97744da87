"""Read an assessment item"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_IDENTIFIER = frozenset({"metadata"})
OPERATION = Operation(
    PACKAGE,
    "getAssessmentItem",
    "GET",
    "/assessment-items/{identifier}",
    {200: ResponseDecoder(parse_assessment_item)},
    is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[AssessmentItem]:
    """Read an assessment item.

    Returns one item with its XML and the JSON tree of the XML.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the assessment item.

    Source: GET /api/assessment-items/{identifier} (getAssessmentItem).
    """
    return Request(
        OPERATION, f"/assessment-items/{encoding.path_segment('identifier', identifier, _RESERVED_IDENTIFIER)}"
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentItem]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> AssessmentItem:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentItem]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentItem:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(identifier))
