from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_operation import LessonPlanOperation
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class LessonPlanOperationList(Model):
    """The log of operations of a lesson plan.

    Attributes:
        operations: The operations in sequence.
    """

    operations: list[LessonPlanOperation] = json_field("operations", ListOf(ModelOf(LessonPlanOperation)))


parse_lesson_plan_operation_list = LessonPlanOperationList._parse
