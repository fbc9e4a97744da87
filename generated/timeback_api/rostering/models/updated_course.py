from __future__ import annotations

from timeback_api.common.models.course import Course
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class UpdatedCourse(Model):
    """Result of the replacement of a course. It may contain the course.

    Attributes:
        course: A course of study, independent of its schedule and teachers. It consists of course components.
    """

    course: Course | None = json_field("course", ModelOf(Course), default=None)


parse_updated_course = UpdatedCourse._parse
