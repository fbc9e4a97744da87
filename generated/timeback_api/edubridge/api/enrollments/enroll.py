"""Enroll a user in a course"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.course_enrollment import CourseEnrollment, parse_course_enrollment
from timeback_api.edubridge.models.new_course_enrollment import NewCourseEnrollment
from timeback_api.edubridge.models.single_course_enrollment import (
    SingleCourseEnrollment,
    parse_single_course_enrollment,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "enroll", "POST", "/enrollments/enroll/{userId}/{courseId}",
    {201: ResponseDecoder(parse_single_course_enrollment, parse_course_enrollment, unwrap=(("data",),))},
    is_extension=True,
)


@clears_locals
def build(
    user_id: str, course_id: str, *, new_course_enrollment: NewCourseEnrollment | Mapping[str, Any] | None = None,
) -> Request[CourseEnrollment]:
    """Enroll a user in a course.

    Enrolls a user in a course at the primary organisation of the user. The server makes the school year, the term and
    the class of the course if they are missing; the class is marked as managed by the server. What a repeated request
    does is not documented.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.
        course_id: Id of the course.
        new_course_enrollment: Role, first day and goals of the enrollment. Without it the user is enrolled as a student
            from today on.

    Source: POST /edubridge/enrollments/enroll/{userId}/{courseId} (enroll).
    """
    return Request(
        OPERATION,
        f"/enrollments/enroll/{encoding.path_segment('user_id', user_id)}"
f"/{encoding.path_segment('course_id', course_id)}",
        content=None if new_course_enrollment is None else encoding.body(
            "new_course_enrollment", new_course_enrollment, NewCourseEnrollment,
        ),
        content_type=None if new_course_enrollment is None else "application/json",
    )


@sends(build)
def sync_detailed(
    user_id: str, course_id: str, *, client: Sender,
    new_course_enrollment: NewCourseEnrollment | Mapping[str, Any] | None = None,
) -> Response[SingleCourseEnrollment]: ...
@sends(build)
def sync(
    user_id: str, course_id: str, *, client: Sender,
    new_course_enrollment: NewCourseEnrollment | Mapping[str, Any] | None = None,
) -> SingleCourseEnrollment: ...
@sends(build)
async def asyncio_detailed(
    user_id: str, course_id: str, *, client: AsyncSender,
    new_course_enrollment: NewCourseEnrollment | Mapping[str, Any] | None = None,
) -> Response[SingleCourseEnrollment]: ...
@sends(build)
async def asyncio(
    user_id: str, course_id: str, *, client: AsyncSender,
    new_course_enrollment: NewCourseEnrollment | Mapping[str, Any] | None = None,
) -> SingleCourseEnrollment: ...
