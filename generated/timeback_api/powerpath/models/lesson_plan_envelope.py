from __future__ import annotations

from timeback_api.powerpath.models.course_tree import CourseTree
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class LessonPlanEnvelope(Model):
    """The inner wrapper of a lesson plan.

    Attributes:
        lesson_plan: A course with its content. The syllabus contains all of it, a lesson plan the content visible to
            the student.
    """

    lesson_plan: CourseTree = json_field("lessonPlan", ModelOf(CourseTree))


parse_lesson_plan_envelope = LessonPlanEnvelope._parse
