"""Write the result of a student for a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_item_response import StudentItemResponse
from timeback_api.powerpath.models.student_item_result import StudentItemResult, parse_student_item_result
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateStudentItemResponse", "POST", "/lessonPlans/updateStudentItemResponse",
    {201: ResponseDecoder(parse_student_item_result)}, is_extension=True,
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
        OPERATION, "/lessonPlans/updateStudentItemResponse",
        content=encoding.body("student_item_response", student_item_response, StudentItemResponse),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: Sender,
) -> Response[StudentItemResult]: ...
@sends(build)
def sync(student_item_response: StudentItemResponse | Mapping[str, Any], *, client: Sender) -> StudentItemResult: ...
@sends(build)
async def asyncio_detailed(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> Response[StudentItemResult]: ...
@sends(build)
async def asyncio(
    student_item_response: StudentItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> StudentItemResult: ...
