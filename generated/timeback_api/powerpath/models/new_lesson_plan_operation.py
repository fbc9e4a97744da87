from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_command import LESSON_PLAN_COMMAND, LessonPlanCommand
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class NewLessonPlanOperation(Model):
    """An operation to write to the log of a lesson plan.

    Attributes:
        operation: A change to a lesson plan, by its type.
        reason: Why the plan is changed, for people.
    """

    operation: LessonPlanCommand = json_field("operation", LESSON_PLAN_COMMAND)
    reason: str | None = json_field("reason", TEXT, default=None)


parse_new_lesson_plan_operation = NewLessonPlanOperation._parse
