from __future__ import annotations

from timeback_api.powerpath.models.course import Course
from timeback_api.powerpath.models.tree_component import TreeComponent
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class CourseTree(Model):
    """A course with its content. The syllabus contains all of it, a lesson plan the content visible to the student.

    Attributes:
        course: A OneRoster course.
        sub_components: The components at the top, in order.
    """

    course: Course = json_field("course", ModelOf(Course))
    sub_components: list[TreeComponent] = json_field("subComponents", ListOf(ModelOf(TreeComponent)))


parse_course_tree = CourseTree._parse
