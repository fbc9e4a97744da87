"""The level of a student in a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementLevel(Model):
    """The level of a student in a subject.

    Attributes:
        grade_level: Grade that the placement tests have determined so far.
        onboarded: Whether placement in the subject is done.
        available_tests: Number of placement tests in the subject.
    """

    FIELDS = {
        "grade_level": Field("gradeLevel", Choice(Grade), True),
        "onboarded": Field("onboarded", BOOLEAN, True),
        "available_tests": Field("availableTests", NUMBER, True),
    }

    grade_level: Grade | str | None
    onboarded: bool
    available_tests: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PlacementLevel)
        value: Any
        data = self._start_dict()
        if (value := self.grade_level) is not None or "gradeLevel" in data:
            data["gradeLevel"] = value if type(value) is str else enum_to_json(value)
        if (value := self.onboarded) is not None or "onboarded" in data:
            data["onboarded"] = value
        if (value := self.available_tests) is not None or "availableTests" in data:
            data["availableTests"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementLevel:
        return parse_placement_level(data)


_UntrackedPlacementLevel = untracked_subclass(PlacementLevel)


def parse_placement_level(data: Any) -> PlacementLevel:
    instance: PlacementLevel = new_model(_UntrackedPlacementLevel)
    instance._received = data
    instance._changed = None
    instance.grade_level = as_grade(value, value) if type(value := data.get("gradeLevel")) is str else value
    instance.onboarded = data.get("onboarded")
    instance.available_tests = data.get("availableTests")
    instance.__class__ = PlacementLevel
    return instance
