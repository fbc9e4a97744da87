"""The item to move, and the sibling to move it next to."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveBesidePayload(Model):
    """The item to move, and the sibling to move it next to.

    Attributes:
        target: Names an item of a lesson plan.
        reference_id: Id of a course component or component resource with the same parent.
    """

    FIELDS = {
        "target": Field("target", ModelOf(LessonPlanItem), True),
        "reference_id": Field("reference_id", TEXT, True),
    }
    NESTED = {"target": ("target", LessonPlanItem)}

    target: LessonPlanItem
    reference_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MoveBesidePayload)
        value: Any
        data = self._start_dict()
        if (value := self.target) is not None or "target" in data:
            data["target"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.reference_id) is not None or "reference_id" in data:
            data["reference_id"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.target = parse_lesson_plan_item(value) if type(value := data.get("target")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveBesidePayload:
        return parse_move_beside_payload(data)


_UntrackedMoveBesidePayload = untracked_subclass(MoveBesidePayload)


def parse_move_beside_payload(data: Any, deep: bool = False) -> MoveBesidePayload:
    instance: MoveBesidePayload = new_model(_UntrackedMoveBesidePayload)
    instance._received = data
    instance._changed = None
    instance.reference_id = data.get("reference_id")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = MoveBesidePayload
    return instance
