"""Change parts of an assessment result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_api.gradebook.models.single_assessment_result import (
    SingleAssessmentResult,
    parse_single_assessment_result,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "patchAssessmentResult",
    "PATCH",
    "/assessmentResults/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_single_assessment_result, parse_assessment_result, unwrap=(("assessmentResult",),), optional=True
        )
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any]) -> Request[AssessmentResult | None]:
    """Change parts of an assessment result.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the assessment result.
        assessment_result: The properties of the assessment result to change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/assessmentResults/{sourcedId} (patchAssessmentResult).
    """
    return Request(
        OPERATION,
        f"/assessmentResults/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body(
            "assessment_result", assessment_result, AssessmentResult, "assessmentResult", mode="patch"
        ),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender
) -> Response[SingleAssessmentResult]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, assessment_result))


@clears_locals
def sync(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: Sender
) -> SingleAssessmentResult | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, assessment_result))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender
) -> Response[SingleAssessmentResult]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, assessment_result))


@clears_locals
async def asyncio(
    sourced_id: str, assessment_result: AssessmentResult | Mapping[str, Any], *, client: AsyncSender
) -> SingleAssessmentResult | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, assessment_result))
