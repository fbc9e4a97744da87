from __future__ import annotations

from timeback_api.edubridge.models.course_enrollment import CourseEnrollment
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCourseEnrollment(Model):
    """Wrapper of one enrollment.

    Attributes:
        data: Enrollment of a user in a course at a school.
    """

    data: CourseEnrollment = json_field("data", ModelOf(CourseEnrollment))


parse_single_course_enrollment = SingleCourseEnrollment._parse
