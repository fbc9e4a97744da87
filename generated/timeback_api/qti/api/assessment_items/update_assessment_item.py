"""Replace an assessment item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_IDENTIFIER = frozenset({"metadata"})
OPERATION = Operation(
    PACKAGE, "updateAssessmentItem", "PUT", "/assessment-items/{identifier}",
    {200: ResponseDecoder(parse_assessment_item, optional=True)}, is_extension=True,
)


@clears_locals
def build(identifier: str, assessment_item: AssessmentItem | Mapping[str, Any]) -> Request[AssessmentItem | None]:
    """Replace an assessment item.

    Replaces the stored item. If the body has an `interaction`, the server generates the XML from the JSON. Otherwise
    the body needs `rawXml` and `content`, which a read returns.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the assessment item.
        assessment_item: The complete item.

    Source: PUT /api/assessment-items/{identifier} (updateAssessmentItem).
    """
    return Request(
        OPERATION, f"/assessment-items/{encoding.path_segment('identifier', identifier, _RESERVED_IDENTIFIER)}",
        content=encoding.body("assessment_item", assessment_item, AssessmentItem, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    identifier: str, assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender,
) -> Response[AssessmentItem]: ...
@sends(build)
def sync(
    identifier: str, assessment_item: AssessmentItem | Mapping[str, Any], *, client: Sender,
) -> AssessmentItem | None: ...
@sends(build)
async def asyncio_detailed(
    identifier: str, assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AssessmentItem]: ...
@sends(build)
async def asyncio(
    identifier: str, assessment_item: AssessmentItem | Mapping[str, Any], *, client: AsyncSender,
) -> AssessmentItem | None: ...
