"""Create an assessment item"""

from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_api.qti.models.new_assessment_item import NEW_ASSESSMENT_ITEM, NewAssessmentItem
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createAssessmentItem", "POST", "/assessment-items", {201: ResponseDecoder(parse_assessment_item)},
    is_extension=True,
)


@clears_locals
def build(new_assessment_item: NewAssessmentItem | dict[str, Any]) -> Request[AssessmentItem]:
    """Create an assessment item.

    Stores a new item, given either in JSON or as QTI XML inside a JSON object. XML is stored unchanged; in JSON, match,
    hotspot, hottext, gap and inline choice interactions are reported to lose parts. An identifier that is in use is a
    conflict.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_assessment_item: The item, or its XML.

    Source: POST /api/assessment-items (createAssessmentItem).
    """
    return Request(
        OPERATION, "/assessment-items",
        content=encoding.raw_body("new_assessment_item", new_assessment_item, NEW_ASSESSMENT_ITEM),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: Sender,
) -> Response[AssessmentItem]: ...
@sends(build)
def sync(new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: Sender) -> AssessmentItem: ...
@sends(build)
async def asyncio_detailed(
    new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: AsyncSender,
) -> Response[AssessmentItem]: ...
@sends(build)
async def asyncio(
    new_assessment_item: NewAssessmentItem | dict[str, Any], *, client: AsyncSender,
) -> AssessmentItem: ...
