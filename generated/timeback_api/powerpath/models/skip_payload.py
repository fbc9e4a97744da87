from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, json_field


class SkipPayload(Model):
    """Which item to hide or show.

    Attributes:
        target: Names an item of a lesson plan.
        value: True to hide the item, false to show it.
    """

    target: LessonPlanItem = json_field("target", ModelOf(LessonPlanItem))
    value: bool = json_field("value", BOOLEAN)


parse_skip_payload = SkipPayload._parse
