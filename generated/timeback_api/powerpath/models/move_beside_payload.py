from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, json_field


class MoveBesidePayload(Model):
    """The item to move, and the sibling to move it next to.

    Attributes:
        target: Names an item of a lesson plan.
        reference_id: Id of a course component or component resource with the same parent.
    """

    target: LessonPlanItem = json_field("target", ModelOf(LessonPlanItem))
    reference_id: str = json_field("reference_id", TEXT)


parse_move_beside_payload = MoveBesidePayload._parse
