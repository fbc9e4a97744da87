"""Change parts of an assessment line item"""

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
    PACKAGE, "patchAssessmentLineItem", "PATCH", "/assessmentLineItems/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_single_assessment_line_item, parse_assessment_line_item, unwrap=(("assessmentLineItem",),),
            optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any],
) -> Request[AssessmentLineItem | None]:
    """Change parts of an assessment line item.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the assessment line item.
        assessment_line_item: The properties of the assessment line item to change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/assessmentLineItems/{sourcedId} (patchAssessmentLineItem).
    """
    return Request(
        OPERATION, f"/assessmentLineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body(
            "assessment_line_item", assessment_line_item, AssessmentLineItem, "assessmentLineItem", mode="patch",
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
