"""Replace an assessment line item"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.single_assessment_line_item import (
    SingleAssessmentLineItem, parse_single_assessment_line_item,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "putAssessmentLineItem",
    "PUT",
    "/assessmentLineItems/{sourcedId}",
    {
        200: Reader(parse_single_assessment_line_item, parse_assessment_line_item, unwrap=(("assessmentLineItem",),), optional=True),
        201: Reader(parse_single_assessment_line_item, parse_assessment_line_item, unwrap=(("assessmentLineItem",),), optional=True),
    },
)


@clears_locals
def build(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any],
) -> Request[AssessmentLineItem | None]:
    """Replace an assessment line item.

    Replaces the assessment line item by what is sent, or creates it if there is none with this id. Properties that
    are left out are lost.

    Args:
        sourced_id: Id of the assessment line item.
        assessment_line_item: The whole assessment line item as it shall be.

    Source: PUT /ims/oneroster/gradebook/v1p2/assessmentLineItems/{sourcedId} (putAssessmentLineItem).
    """
    return Request(
        OPERATION,
        f"/assessmentLineItems/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("assessment_line_item", assessment_line_item, AssessmentLineItem, "assessmentLineItem", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender,
) -> Response[SingleAssessmentLineItem]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, assessment_line_item))


@clears_locals
def sync(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: Sender,
) -> SingleAssessmentLineItem | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, assessment_line_item))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleAssessmentLineItem]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, assessment_line_item))


@clears_locals
async def asyncio(
    sourced_id: str, assessment_line_item: AssessmentLineItem | Mapping[str, Any], *, client: AsyncSender,
) -> SingleAssessmentLineItem | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, assessment_line_item))
