from __future__ import annotations

from timeback_api.common.models.course import Course
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCourse(Model):
    """Wrapper of one course, used in requests and replies.

    Attributes:
        course: A course of study, independent of its schedule and teachers. It consists of course components.
    """

    course: Course = json_field("course", ModelOf(Course))


parse_single_course = SingleCourse._parse
