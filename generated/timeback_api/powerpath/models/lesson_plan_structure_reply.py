from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_structure_envelope import LessonPlanStructureEnvelope
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class LessonPlanStructureReply(Model):
    """Reply with the structure of a lesson plan, wrapped twice.

    Attributes:
        lesson_plan: The inner wrapper of the structure of a lesson plan.
    """

    lesson_plan: LessonPlanStructureEnvelope = json_field("lessonPlan", ModelOf(LessonPlanStructureEnvelope))


parse_lesson_plan_structure_reply = LessonPlanStructureReply._parse
