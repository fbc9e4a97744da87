from __future__ import annotations

from timeback_api.powerpath.models.course_tree import CourseTree
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class CourseSyllabus(Model):
    """Reply that carries the syllabus of a course.

    Attributes:
        syllabus: A course with its content. The syllabus contains all of it, a lesson plan the content visible to the
            student.
    """

    syllabus: CourseTree | None = json_field("syllabus", ModelOf(CourseTree), default=None)


parse_course_syllabus = CourseSyllabus._parse
