"""The log of operations of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanOperationList(Model):
    """The log of operations of a lesson plan.

    Attributes:
        operations: The operations in sequence.
    """
    operations: list[LessonPlanOperation] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanOperationList)
        v: Any
        d = self._begin()
        if (v := self.operations) is not None or "operations" in d:
            d["operations"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.operations = ([parse_lesson_plan_operation(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("operations")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanOperationList:
        return parse_lesson_plan_operation_list(data)


def parse_lesson_plan_operation_list(d: dict[str, Any], whole: bool = False) -> LessonPlanOperationList:
    self: LessonPlanOperationList = new(_LessonPlanOperationList)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LessonPlanOperationList
    return self


from timeback_api.powerpath.models.lesson_plan_operation import LessonPlanOperation, parse_lesson_plan_operation  # noqa: E402

_LessonPlanOperationList = seed(LessonPlanOperationList)
LessonPlanOperationList.FIELDS = {
    "operations": Field("operations", Many(One(LessonPlanOperation)), True),
}
LessonPlanOperationList.INSIDE = {
    "operations": ("operations", LessonPlanOperation),
}
