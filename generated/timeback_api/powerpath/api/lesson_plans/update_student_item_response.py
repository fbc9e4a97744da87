"""Write the result of a student for a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_item_response import StudentItemResponse
from timeback_api.powerpath.models.student_item_result import StudentItemResult, parse_student_item_result
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateStudentItemResponse",
    "POST",
    "/lessonPlans/updateStudentItemResponse",
    {201: ResponseDecoder(parse_student_item_result)},
    is_extension=True,
)


@clears_locals
def build(student_item_response: StudentItemResponse | Mapping[str, Any]) -> Request[StudentItemResult]:
    """Write the result of a student for a resource.

    Creates or updates the result of a component resource, and creates its line item if there is none. Status and score
    are stored unchanged.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_item_response: The student, the component resource and the result.

    Source: POST /powerpath/lessonPlans/updateStudentItemResponse (updateStudentItemResponse).
    """
    return Request(
        OPERATION,
        "/lessonPlans/updateStudentItemResponse",
        content=encoding.body("student_item_response", student_item_response, StudentItemResponse),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: Sender
) -> Response[StudentItemResult]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(student_item_response))


@clears_locals
def sync(student_item_response: StudentItemResponse | Mapping[str, Any], *, client: Sender) -> StudentItemResult:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(student_item_response))


@clears_locals
async def asyncio_detailed(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: AsyncSender
) -> Response[StudentItemResult]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(student_item_response))


@clears_locals
async def asyncio(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: AsyncSender
) -> StudentItemResult:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(student_item_response))
