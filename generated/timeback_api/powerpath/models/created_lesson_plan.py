from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CreatedLessonPlan(Model):
    """Reply to the creation of a lesson plan.

    Attributes:
        lesson_plan_id: Id of the plan.
    """

    lesson_plan_id: str = json_field("lessonPlanId", TEXT)


parse_created_lesson_plan = CreatedLessonPlan._parse
