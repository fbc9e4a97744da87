"""Read an assessment item"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_IDENTIFIER = frozenset({"metadata"})
OPERATION = Operation(
    PACKAGE, "getAssessmentItem", "GET", "/assessment-items/{identifier}",
    {200: ResponseDecoder(parse_assessment_item)}, is_extension=True,
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
        OPERATION, f"/assessment-items/{encoding.path_segment('identifier', identifier, _RESERVED_IDENTIFIER)}",
    )


@sends(build)
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentItem]: ...
@sends(build)
def sync(identifier: str, *, client: Sender) -> AssessmentItem: ...
@sends(build)
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentItem]: ...
@sends(build)
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentItem: ...
