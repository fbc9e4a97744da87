from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem
from timeback_api.powerpath.models.move_position import MovePosition
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, json_field


class ChangeParentPayload(Model):
    """The item to move, and its new component.

    Attributes:
        target: Names an item of a lesson plan.
        new_parent_id: Id of the course component to move the item to. It must not be inside the item itself.
        position: Position of the item in its new parent. Default: at the end.
    """

    target: LessonPlanItem = json_field("target", ModelOf(LessonPlanItem))
    new_parent_id: str = json_field("new_parent_id", TEXT)
    position: MovePosition | str | None = json_field("position", Choice(MovePosition), default=None)


parse_change_parent_payload = ChangeParentPayload._parse
