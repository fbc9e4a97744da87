"""Write the result of a student for a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_item_response import StudentItemResponse
from timeback_api.powerpath.models.student_item_result import StudentItemResult, parse_student_item_result
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "updateStudentItemResponse",
    "POST",
    "/lessonPlans/updateStudentItemResponse",
    {
        201: Reader(parse_student_item_result),
    },
)


@clears_locals
def build(student_item_response: StudentItemResponse | Mapping[str, Any]) -> Request[StudentItemResult]:
    """Write the result of a student for a resource.

    Creates or updates the result of a component resource, and its line item where there is none. Status and score are
    stored as given.

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
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: Sender,
) -> Response[StudentItemResult]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student_item_response))


@clears_locals
def sync(student_item_response: StudentItemResponse | Mapping[str, Any], *, client: Sender) -> StudentItemResult:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student_item_response))


@clears_locals
async def asyncio_detailed(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> Response[StudentItemResult]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student_item_response))


@clears_locals
async def asyncio(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> StudentItemResult:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student_item_response))
