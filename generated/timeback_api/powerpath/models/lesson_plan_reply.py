from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_envelope import LessonPlanEnvelope
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class LessonPlanReply(Model):
    """Reply with a lesson plan, wrapped twice.

    Attributes:
        lesson_plan: The inner wrapper of a lesson plan.
    """

    lesson_plan: LessonPlanEnvelope = json_field("lessonPlan", ModelOf(LessonPlanEnvelope))


parse_lesson_plan_reply = LessonPlanReply._parse
