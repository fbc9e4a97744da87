from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_structure import LessonPlanStructure
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class LessonPlanStructureEnvelope(Model):
    """The inner wrapper of the structure of a lesson plan.

    Attributes:
        lesson_plan: The items of a lesson plan without their content.
    """

    lesson_plan: LessonPlanStructure = json_field("lessonPlan", ModelOf(LessonPlanStructure))


parse_lesson_plan_structure_envelope = LessonPlanStructureEnvelope._parse
