"""Which item to hide or show."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SkipPayload(Model):
    """Which item to hide or show.

    Attributes:
        target: Names an item of a lesson plan.
        value: True to hide the item, false to show it.
    """
    target: LessonPlanItem | None
    value: bool | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SkipPayload)
        v: Any
        d = self._begin()
        if (v := self.target) is not None or "target" in d:
            d["target"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.value) is not None or "value" in d:
            d["value"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.target = parse_lesson_plan_item(v) if type(v := d.get("target")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SkipPayload:
        return parse_skip_payload(data)


def parse_skip_payload(d: dict[str, Any], whole: bool = False) -> SkipPayload:
    self: SkipPayload = new(_SkipPayload)
    self._raw = d
    self._changed = None
    self.value = d.get("value")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SkipPayload
    return self


from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem, parse_lesson_plan_item  # noqa: E402

_SkipPayload = seed(SkipPayload)
SkipPayload.FIELDS = {
    "target": Field("target", One(LessonPlanItem), True),
    "value": Field("value", FLAG, True),
}
SkipPayload.INSIDE = {
    "target": ("target", LessonPlanItem),
}
