from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_node import LessonPlanNode
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class LessonPlanStructure(Model):
    """The items of a lesson plan without their content.

    Attributes:
        id: Id of the plan.
        course_id: Id of the course.
        course_title: Title of the course.
        structure: The items at the top, in order.
    """

    id: str = json_field("id", TEXT)
    course_id: str = json_field("courseId", TEXT)
    course_title: str = json_field("courseTitle", TEXT)
    structure: list[LessonPlanNode] = json_field("structure", ListOf(ModelOf(LessonPlanNode)))


parse_lesson_plan_structure = LessonPlanStructure._parse
