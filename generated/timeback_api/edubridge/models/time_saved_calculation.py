"""How the saved time is computed."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TimeSavedCalculation(Model):
    """How the saved time is computed.

    Attributes:
        standard_school_hours_per_day: Hours of a day at a standard school.
        timeback_hours_per_day: Hours of a day on the platform.
        hours_saved_per_day: Difference of the two.
        formula: The formula, for people.
    """

    FIELDS = {
        "standard_school_hours_per_day": Field("standardSchoolHoursPerDay", NUMBER, True),
        "timeback_hours_per_day": Field("timebackHoursPerDay", NUMBER, True),
        "hours_saved_per_day": Field("hoursSavedPerDay", NUMBER, True),
        "formula": Field("formula", TEXT, True),
    }

    standard_school_hours_per_day: float
    timeback_hours_per_day: float
    hours_saved_per_day: float
    formula: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TimeSavedCalculation)
        value: Any
        data = self._start_dict()
        if (value := self.standard_school_hours_per_day) is not None or "standardSchoolHoursPerDay" in data:
            data["standardSchoolHoursPerDay"] = value
        if (value := self.timeback_hours_per_day) is not None or "timebackHoursPerDay" in data:
            data["timebackHoursPerDay"] = value
        if (value := self.hours_saved_per_day) is not None or "hoursSavedPerDay" in data:
            data["hoursSavedPerDay"] = value
        if (value := self.formula) is not None or "formula" in data:
            data["formula"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TimeSavedCalculation:
        return parse_time_saved_calculation(data)


_UntrackedTimeSavedCalculation = untracked_subclass(TimeSavedCalculation)


def parse_time_saved_calculation(data: Any) -> TimeSavedCalculation:
    instance: TimeSavedCalculation = new_model(_UntrackedTimeSavedCalculation)
    instance._received = data
    instance._changed = None
    instance.standard_school_hours_per_day = data.get("standardSchoolHoursPerDay")
    instance.timeback_hours_per_day = data.get("timebackHoursPerDay")
    instance.hours_saved_per_day = data.get("hoursSavedPerDay")
    instance.formula = data.get("formula")
    instance.__class__ = TimeSavedCalculation
    return instance
