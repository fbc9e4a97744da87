"""Which item to move, and into which component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ChangeParentPayload(Model):
    """Which item to move, and into which component.

    Attributes:
        target: Names an item of a lesson plan.
        new_parent_id: Id of the course component that gets the item. It must not lie within the item itself.
        position: Where the item goes in its new parent, at the end unless told.
    """
    target: LessonPlanItem | None
    new_parent_id: str | None
    position: MovePosition | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ChangeParentPayload)
        v: Any
        d = self._begin()
        if (v := self.target) is not None or "target" in d:
            d["target"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.new_parent_id) is not None or "new_parent_id" in d:
            d["new_parent_id"] = v
        if (v := self.position) is not None or "position" in d:
            d["position"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.target = parse_lesson_plan_item(v) if type(v := d.get("target")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ChangeParentPayload:
        return parse_change_parent_payload(data)


def parse_change_parent_payload(d: dict[str, Any], whole: bool = False) -> ChangeParentPayload:
    self: ChangeParentPayload = new(_ChangeParentPayload)
    self._raw = d
    self._changed = None
    self.new_parent_id = d.get("new_parent_id")
    self.position = as_move_position(v, v) if type(v := d.get("position")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ChangeParentPayload
    return self


from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item  # noqa: E402
from timeback_api.powerpath.models.move_position import MovePosition, as_move_position  # noqa: E402

_ChangeParentPayload = seed(ChangeParentPayload)
ChangeParentPayload.FIELDS = {
    "target": Field("target", One(LessonPlanItem), True),
    "new_parent_id": Field("new_parent_id", TEXT, True),
    "position": Field("position", Choice(MovePosition)),
}
ChangeParentPayload.INSIDE = {
    "target": ("target", LessonPlanItem),
}
