"""Replace an assessment line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.single_assessment_line_item import (
    SingleAssessmentLineItem,
    parse_single_assessment_line_item,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putAssessmentLineItem", "PUT", "/assessmentLineItems/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_single_assessment_line_item, parse_assessment_line_item, unwrap=(("assessmentLineItem",),),
            optional=True,
        ),
        201: ResponseDecoder(
            parse_single_assessment_line_item, parse_assessment_line_item, unwrap=(("assessmentLineItem",),),
            optional=True,
        ),
    },
)


@clears_locals
def build(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any],
) -> Request[AssessmentLineItem | None]:
    """Replace an assessment line item.

    Replaces the assessment line item with the request body, or creates it if there is none with this id. Omitted
    properties are deleted.

    Args:
        sourced_id: Id of the assessment line item.
        assessment_line_item: The complete assessment line item with its new values.

    Source: PUT /ims/oneroster/gradebook/v1p2/assessmentLineItems/{sourcedId} (putAssessmentLineItem).
    """
    return Request(
        OPERATION, f"/assessmentLineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body(
            "assessment_line_item", assessment_line_item, AssessmentLineItem, "assessmentLineItem", mode="replace",
        ),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender,
) -> Response[SingleAssessmentLineItem]: ...
@sends(build)
def sync(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender,
) -> SingleAssessmentLineItem | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleAssessmentLineItem]: ...
@sends(build)
async def asyncio(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> SingleAssessmentLineItem | None: ...
