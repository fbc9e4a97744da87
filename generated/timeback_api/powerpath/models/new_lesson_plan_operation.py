"""An operation to write to the log of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.add_custom_resource_command import AddCustomResourceCommand
from timeback_api.powerpath.models.change_item_parent_command import ChangeItemParentCommand
from timeback_api.powerpath.models.lesson_plan_command import LessonPlanCommand, parse_lesson_plan_command
from timeback_api.powerpath.models.move_item_after_command import MoveItemAfterCommand
from timeback_api.powerpath.models.move_item_before_command import MoveItemBeforeCommand
from timeback_api.powerpath.models.move_item_to_end_command import MoveItemToEndCommand
from timeback_api.powerpath.models.move_item_to_start_command import MoveItemToStartCommand
from timeback_api.powerpath.models.set_skipped_command import SetSkippedCommand
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import DiscriminatedUnion
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewLessonPlanOperation(Model):
    """An operation to write to the log of a lesson plan.

    Attributes:
        operation: A change to a lesson plan, by its type.
        reason: Why the plan is changed, for people.
    """

    FIELDS = {
        "operation": Field(
            "operation",
            DiscriminatedUnion(
                "type",
                {
                    "set-skipped": SetSkippedCommand,
                    "add-custom-resource": AddCustomResourceCommand,
                    "move-item-before": MoveItemBeforeCommand,
                    "move-item-after": MoveItemAfterCommand,
                    "move-item-to-start": MoveItemToStartCommand,
                    "move-item-to-end": MoveItemToEndCommand,
                    "change-item-parent": ChangeItemParentCommand,
                },
                None,
            ),
            True,
        ),
        "reason": Field("reason", TEXT),
    }
    NESTED = {"operation": ("operation", None)}

    operation: LessonPlanCommand
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewLessonPlanOperation)
        value: Any
        data = self._start_dict()
        if (value := self.operation) is not None or "operation" in data:
            data["operation"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.reason) is not None or "reason" in data:
            data["reason"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.operation = parse_lesson_plan_command(value) if type(value := data.get("operation")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewLessonPlanOperation:
        return parse_new_lesson_plan_operation(data)


_UntrackedNewLessonPlanOperation = untracked_subclass(NewLessonPlanOperation)


def parse_new_lesson_plan_operation(data: Any, deep: bool = False) -> NewLessonPlanOperation:
    instance: NewLessonPlanOperation = new_model(_UntrackedNewLessonPlanOperation)
    instance._received = data
    instance._changed = None
    instance.reason = data.get("reason")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewLessonPlanOperation
    return instance
