from __future__ import annotations

from typing import Any

from timeback_api.common.models.course import Course
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, json_field


class CourseStructure(Model):
    """A course with its complete structure.

    Attributes:
        course: The course itself.
        course_structure: The parts of the course and the QTI tests in them. The platform does not document the
            properties.
    """

    course: Course = json_field("course", ModelOf(Course))
    course_structure: dict[str, Any] = json_field("courseStructure", OBJECT)


parse_course_structure = CourseStructure._parse
