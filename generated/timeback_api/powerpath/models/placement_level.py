"""The level of a student in a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementLevel(Model):
    """The level of a student in a subject.

    Attributes:
        grade_level: Grade that the placement tests have shown so far.
        onboarded: Whether placement in the subject is done.
        available_tests: Number of placement tests in the subject.
    """
    grade_level: Grade | str | None
    onboarded: bool | None
    available_tests: float | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PlacementLevel)
        v: Any
        d = self._begin()
        if (v := self.grade_level) is not None or "gradeLevel" in d:
            d["gradeLevel"] = v
        if (v := self.onboarded) is not None or "onboarded" in d:
            d["onboarded"] = v
        if (v := self.available_tests) is not None or "availableTests" in d:
            d["availableTests"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementLevel:
        return parse_placement_level(data)


def parse_placement_level(d: dict[str, Any]) -> PlacementLevel:
    self: PlacementLevel = new(_PlacementLevel)
    self._raw = d
    self._changed = None
    self.grade_level = as_grade(v, v) if type(v := d.get("gradeLevel")) is str else v
    self.onboarded = d.get("onboarded")
    self.available_tests = d.get("availableTests")
    self.__class__ = PlacementLevel
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402

_PlacementLevel = seed(PlacementLevel)
PlacementLevel.FIELDS = {
    "grade_level": Field("gradeLevel", Choice(Grade), True),
    "onboarded": Field("onboarded", FLAG, True),
    "available_tests": Field("availableTests", NUMBER, True),
}
