"""Which item to move."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveToEdgePayload(Model):
    """Which item to move.

    Attributes:
        target: Names an item of a lesson plan.
    """
    target: LessonPlanItem | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, MoveToEdgePayload)
        v: Any
        d = self._begin()
        if (v := self.target) is not None or "target" in d:
            d["target"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.target = parse_lesson_plan_item(v) if type(v := d.get("target")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveToEdgePayload:
        return parse_move_to_edge_payload(data)


def parse_move_to_edge_payload(d: dict[str, Any], whole: bool = False) -> MoveToEdgePayload:
    self: MoveToEdgePayload = new(_MoveToEdgePayload)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = MoveToEdgePayload
    return self


from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item  # noqa: E402

_MoveToEdgePayload = seed(MoveToEdgePayload)
MoveToEdgePayload.FIELDS = {
    "target": Field("target", One(LessonPlanItem), True),
}
MoveToEdgePayload.INSIDE = {
    "target": ("target", LessonPlanItem),
}
