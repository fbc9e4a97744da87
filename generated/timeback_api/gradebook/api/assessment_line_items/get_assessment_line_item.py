"""Read an assessment line item"""

from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.single_assessment_line_item import (
    SingleAssessmentLineItem,
    parse_single_assessment_line_item,
)
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAssessmentLineItem", "GET", "/assessmentLineItems/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_single_assessment_line_item, parse_assessment_line_item, unwrap=(("assessmentLineItem",),),
        ),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[AssessmentLineItem]:
    """Read an assessment line item.

    One assessment line item with its references.

    Args:
        sourced_id: Id of the assessment line item.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/assessmentLineItems/{sourcedId} (getAssessmentLineItem).
    """
    return Request(
        OPERATION, f"/assessmentLineItems/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, AssessmentLineItem))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleAssessmentLineItem]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleAssessmentLineItem: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleAssessmentLineItem]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleAssessmentLineItem: ...
