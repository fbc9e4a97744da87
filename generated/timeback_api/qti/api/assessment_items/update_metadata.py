"""Store an assessment item from its metadata"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateMetadata", "POST", "/assessment-items/metadata", {201: ResponseDecoder(parse_assessment_item)},
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
        OPERATION, "/assessment-items/metadata",
        content=encoding.body("assessment_item", assessment_item, AssessmentItem), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender,
) -> Response[AssessmentItem]: ...
@sends(build)
def sync(assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender) -> AssessmentItem: ...
@sends(build)
async def asyncio_detailed(
    assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AssessmentItem]: ...
@sends(build)
async def asyncio(assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender) -> AssessmentItem: ...
