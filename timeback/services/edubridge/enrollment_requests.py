"""Requests of enrollment by course. The school is a part of the path that can be left out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from timeback._resources.declared_method import calls
from timeback_api.common.models import EnrollmentRole
from timeback_api.edubridge.api.enrollments import (
    enroll,
    enroll_at_school,
    get_default_class,
    get_default_class_at_school,
    unenroll,
    unenroll_at_school,
)
from timeback_api.edubridge.models import CourseEnrollment, DefaultClass, EnrollmentMetadata, NewCourseEnrollment
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.messages import Request
from timeback_runtime.validators import describe_type

__all__ = ["build_default_class", "build_enroll", "build_unenroll"]


@calls(enroll.build, enroll_at_school.build)
def build_enroll(
    user_id: str,
    course_id: str,
    school_id: str | None = None,
    role: EnrollmentRole | str = "student",
    begin_date: date | datetime | None = None,
    metadata: EnrollmentMetadata | Mapping[str, Any] | None = None,
) -> Request[CourseEnrollment]:
    """Enroll a user in a course.

    The server makes the school year, the term and the class of the course if they are missing; the class is marked as
    managed by the server. What a repeated request does is not documented, so it is sent again only if it was certainly
    not processed.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.
        course_id: Id of the course.
        school_id: Id of the school; without it, the primary organisation of the user.
        role: Role in the class.
        begin_date: First day in the course; without it, today. A ``date`` means its midnight in UTC.
        metadata: Goals, such as ``{"goals": {"dailyXp": 20}}``, and additional key and value pairs.

    Raises:
        InvalidRequestError: an argument is invalid. Nothing was sent.

    Source: POST /edubridge/enrollments/enroll/{userId}/{courseId} and .../{schoolId} (enroll, enrollAtSchool).
    """
    body = _body(role, begin_date, metadata)
    if school_id is None:
        return enroll.build(user_id, course_id, new_course_enrollment=body)
    return enroll_at_school.build(user_id, course_id, school_id, new_course_enrollment=body)


def _body(
    role: EnrollmentRole | str,
    begin_date: date | datetime | None,
    metadata: EnrollmentMetadata | Mapping[str, Any] | None,
) -> NewCourseEnrollment | None:
    """The body; None if all of it is what the server takes without one."""
    given: dict[str, Any] = {}
    if role != "student":
        given["role"] = role
    if begin_date is not None:
        given["begin_date"] = _midnight(begin_date)
    if metadata is not None:
        given["metadata"] = (
            metadata if isinstance(metadata, EnrollmentMetadata) else EnrollmentMetadata.from_dict(dict(metadata))
        )
    return NewCourseEnrollment(**given) if given else None


def _midnight(day: date | datetime) -> datetime:
    if isinstance(day, datetime):
        if day.tzinfo is None:
            raise InvalidRequestError("begin_date: has no time zone; pass a date, or a datetime with a time zone")
        return day.astimezone(UTC)
    if not isinstance(day, date):
        raise InvalidRequestError(f"begin_date: expected a date, got {describe_type(day)}")
    return datetime.combine(day, time(), UTC)


@calls(unenroll.build, unenroll_at_school.build)
def build_unenroll(user_id: str, course_id: str, school_id: str | None = None) -> Request[None]:
    """End the enrollment of a user in a course.

    The enrollment is marked as ``tobedeleted``.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.
        course_id: Id of the course.
        school_id: Id of the school; without it, the primary organisation of the user.

    Source: DELETE /edubridge/enrollments/unenroll/{userId}/{courseId} and .../{schoolId} (unenroll, unenrollAtSchool).
    """
    if school_id is None:
        return unenroll.build(user_id, course_id)
    return unenroll_at_school.build(user_id, course_id, school_id)


@calls(get_default_class.build, get_default_class_at_school.build)
def build_default_class(course_id: str, school_id: str | None = None) -> Request[DefaultClass]:
    """Read or create the class of a course.

    The class in which the server enrolls the students of a course. The server creates the class and its sessions if
    they are missing, so this request is not a safe one.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.
        school_id: Id of the school; without it the server chooses one.

    Source: GET /edubridge/enrollments/defaultClass/{courseId} and .../{schoolId} (getDefaultClass,
        getDefaultClassAtSchool).
    """
    if school_id is None:
        return get_default_class.build(course_id)
    return get_default_class_at_school.build(course_id, school_id)
