"""The log of operations of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_operation import LessonPlanOperation, parse_lesson_plan_operation
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanOperationList(Model):
    """The log of operations of a lesson plan.

    Attributes:
        operations: The operations in sequence.
    """

    FIELDS = {"operations": Field("operations", ListOf(ModelOf(LessonPlanOperation)), True)}
    NESTED = {"operations": ("operations", LessonPlanOperation)}

    operations: list[LessonPlanOperation]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanOperationList)
        value: Any
        data = self._start_dict()
        if (value := self.operations) is not None or "operations" in data:
            data["operations"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.operations = parse_list(data.get("operations"), parse_lesson_plan_operation)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanOperationList:
        return parse_lesson_plan_operation_list(data)


_UntrackedLessonPlanOperationList = untracked_subclass(LessonPlanOperationList)


def parse_lesson_plan_operation_list(data: Any, deep: bool = False) -> LessonPlanOperationList:
    instance: LessonPlanOperationList = new_model(_UntrackedLessonPlanOperationList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LessonPlanOperationList
    return instance
