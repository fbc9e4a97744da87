"""Which item to move, and next to which sibling."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveBesidePayload(Model):
    """Which item to move, and next to which sibling.

    Attributes:
        target: Names an item of a lesson plan.
        reference_id: Id of a course component or component resource with the same parent.
    """
    target: LessonPlanItem | None
    reference_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, MoveBesidePayload)
        v: Any
        d = self._begin()
        if (v := self.target) is not None or "target" in d:
            d["target"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.reference_id) is not None or "reference_id" in d:
            d["reference_id"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.target = parse_lesson_plan_item(v) if type(v := d.get("target")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveBesidePayload:
        return parse_move_beside_payload(data)


def parse_move_beside_payload(d: dict[str, Any], whole: bool = False) -> MoveBesidePayload:
    self: MoveBesidePayload = new(_MoveBesidePayload)
    self._raw = d
    self._changed = None
    self.reference_id = d.get("reference_id")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = MoveBesidePayload
    return self


from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item  # noqa: E402

_MoveBesidePayload = seed(MoveBesidePayload)
MoveBesidePayload.FIELDS = {
    "target": Field("target", One(LessonPlanItem), True),
    "reference_id": Field("reference_id", TEXT, True),
}
MoveBesidePayload.INSIDE = {
    "target": ("target", LessonPlanItem),
}
