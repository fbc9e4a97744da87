"""An operation to write to the log of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Variant


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewLessonPlanOperation(Model):
    """An operation to write to the log of a lesson plan.

    Attributes:
        operation: A change to a lesson plan, by its type.
        reason: Why the plan is changed, for people.
    """
    operation: LessonPlanCommand | dict[str, Any] | None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewLessonPlanOperation)
        v: Any
        d = self._begin()
        if (v := self.operation) is not None or "operation" in d:
            d["operation"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.reason) is not None or "reason" in d:
            d["reason"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.operation = parse_lesson_plan_command(v) if type(v := d.get("operation")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewLessonPlanOperation:
        return parse_new_lesson_plan_operation(data)


def parse_new_lesson_plan_operation(d: dict[str, Any], whole: bool = False) -> NewLessonPlanOperation:
    self: NewLessonPlanOperation = new(_NewLessonPlanOperation)
    self._raw = d
    self._changed = None
    self.reason = d.get("reason")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = NewLessonPlanOperation
    return self


from timeback_api.powerpath.models.add_custom_resource_command import AddCustomResourceCommand  # noqa: E402
from timeback_api.powerpath.models.change_item_parent_command import ChangeItemParentCommand  # noqa: E402
from timeback_api.powerpath.models.lesson_plan_command import LessonPlanCommand, parse_lesson_plan_command  # noqa: E402
from timeback_api.powerpath.models.move_item_after_command import MoveItemAfterCommand  # noqa: E402
from timeback_api.powerpath.models.move_item_before_command import MoveItemBeforeCommand  # noqa: E402
from timeback_api.powerpath.models.move_item_to_end_command import MoveItemToEndCommand  # noqa: E402
from timeback_api.powerpath.models.move_item_to_start_command import MoveItemToStartCommand  # noqa: E402
from timeback_api.powerpath.models.set_skipped_command import SetSkippedCommand  # noqa: E402

_NewLessonPlanOperation = seed(NewLessonPlanOperation)
NewLessonPlanOperation.FIELDS = {
    "operation": Field("operation", Variant("type", {"set-skipped": SetSkippedCommand, "add-custom-resource": AddCustomResourceCommand, "move-item-before": MoveItemBeforeCommand, "move-item-after": MoveItemAfterCommand, "move-item-to-start": MoveItemToStartCommand, "move-item-to-end": MoveItemToEndCommand, "change-item-parent": ChangeItemParentCommand}, None), True),
    "reason": Field("reason", TEXT),
}
NewLessonPlanOperation.INSIDE = {
    "operation": ("operation", None),
}
