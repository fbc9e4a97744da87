"""Assign a test-out that a student chose"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.student_test_out import StudentTestOut
from timeback_api.powerpath.models.student_test_out_assignment import (
    StudentTestOutAssignment,
    parse_student_test_out_assignment,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "makeExternalStudentTestOutAssignment", "POST", "/test-out/makeExternalStudentTestOutAssignment",
    {200: ResponseDecoder(parse_student_test_out_assignment)}, is_extension=True,
)


@clears_locals
def build(student_test_out: StudentTestOut | Mapping[str, Any]) -> Request[StudentTestOutAssignment]:
    """Assign a test-out that a student chose.

    Checks that the student is eligible for a test-out in the subject and assigns the one of the next grade at the
    outside provider.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student_test_out: The student and the subject.

    Source: POST /powerpath/test-out/makeExternalStudentTestOutAssignment (makeExternalStudentTestOutAssignment).
    """
    return Request(
        OPERATION, "/test-out/makeExternalStudentTestOutAssignment",
        content=encoding.body("student_test_out", student_test_out, StudentTestOut), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    student_test_out: StudentTestOut | Mapping[str, Any], *, client: Sender,
) -> Response[StudentTestOutAssignment]: ...
@sends(build)
def sync(student_test_out: StudentTestOut | Mapping[str, Any], *, client: Sender) -> StudentTestOutAssignment: ...
@sends(build)
async def asyncio_detailed(
    student_test_out: StudentTestOut | Mapping[str, Any], *, client: AsyncSender,
) -> Response[StudentTestOutAssignment]: ...
@sends(build)
async def asyncio(
    student_test_out: StudentTestOut | Mapping[str, Any], *, client: AsyncSender,
) -> StudentTestOutAssignment: ...
