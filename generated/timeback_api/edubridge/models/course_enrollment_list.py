from __future__ import annotations

from timeback_api.edubridge.models.course_enrollment import CourseEnrollment
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class CourseEnrollmentList(Model):
    """A list of enrollments.

    Attributes:
        data: The enrollments.
    """

    data: list[CourseEnrollment] = json_field("data", ListOf(ModelOf(CourseEnrollment)))


parse_course_enrollment_list = CourseEnrollmentList._parse
