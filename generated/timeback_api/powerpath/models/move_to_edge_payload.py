from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class MoveToEdgePayload(Model):
    """Which item to move.

    Attributes:
        target: Names an item of a lesson plan.
    """

    target: LessonPlanItem = json_field("target", ModelOf(LessonPlanItem))


parse_move_to_edge_payload = MoveToEdgePayload._parse
