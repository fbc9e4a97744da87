"""What a student shall reach in a course each day."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Goals(Model):
    """What a student shall reach in a course each day.

    Attributes:
        daily_xp: XP for each day.
        daily_lessons: Lessons for each day.
        daily_active_minutes: Active minutes for each day.
        daily_accuracy: Share of correct answers, in percent.
        daily_mastered_units: Mastered units for each day.
    """

    FIELDS = {
        "daily_xp": Field("dailyXp", NUMBER),
        "daily_lessons": Field("dailyLessons", NUMBER),
        "daily_active_minutes": Field("dailyActiveMinutes", NUMBER),
        "daily_accuracy": Field("dailyAccuracy", NUMBER),
        "daily_mastered_units": Field("dailyMasteredUnits", NUMBER),
    }

    daily_xp: float | None = None
    daily_lessons: float | None = None
    daily_active_minutes: float | None = None
    daily_accuracy: float | None = None
    daily_mastered_units: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Goals)
        value: Any
        data = self._start_dict()
        if (value := self.daily_xp) is not None or "dailyXp" in data:
            data["dailyXp"] = value
        if (value := self.daily_lessons) is not None or "dailyLessons" in data:
            data["dailyLessons"] = value
        if (value := self.daily_active_minutes) is not None or "dailyActiveMinutes" in data:
            data["dailyActiveMinutes"] = value
        if (value := self.daily_accuracy) is not None or "dailyAccuracy" in data:
            data["dailyAccuracy"] = value
        if (value := self.daily_mastered_units) is not None or "dailyMasteredUnits" in data:
            data["dailyMasteredUnits"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Goals:
        return parse_goals(data)


_UntrackedGoals = untracked_subclass(Goals)


def parse_goals(data: Any) -> Goals:
    instance: Goals = new_model(_UntrackedGoals)
    instance._received = data
    instance._changed = None
    instance.daily_xp = data.get("dailyXp")
    instance.daily_lessons = data.get("dailyLessons")
    instance.daily_active_minutes = data.get("dailyActiveMinutes")
    instance.daily_accuracy = data.get("dailyAccuracy")
    instance.daily_mastered_units = data.get("dailyMasteredUnits")
    instance.__class__ = Goals
    return instance
