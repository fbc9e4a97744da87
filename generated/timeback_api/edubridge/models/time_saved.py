"""The time that a student saved compared with a standard school."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.edubridge.models.time_saved_calculation import TimeSavedCalculation, parse_time_saved_calculation
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TimeSaved(Model):
    """The time that a student saved compared with a standard school.

    Attributes:
        total_hours_saved: Hours saved.
        total_days_saved: The hours as days of 24 hours.
        school_days_elapsed: School days that were counted.
        earliest_start_date: Start of the earliest enrollment of the student.
        school_year_start_date: Start of the school year.
        calculation: How the saved time is computed.
    """

    FIELDS = {
        "total_hours_saved": Field("totalHoursSaved", NUMBER, True),
        "total_days_saved": Field("totalDaysSaved", NUMBER, True),
        "school_days_elapsed": Field("schoolDaysElapsed", NUMBER, True),
        "earliest_start_date": Field("earliestStartDate", DATETIME),
        "school_year_start_date": Field("schoolYearStartDate", DATETIME),
        "calculation": Field("calculation", ModelOf(TimeSavedCalculation)),
    }
    NESTED = {"calculation": ("calculation", TimeSavedCalculation)}

    total_hours_saved: float
    total_days_saved: float
    school_days_elapsed: float
    earliest_start_date: datetime.datetime | None = None
    school_year_start_date: datetime.datetime | None = None
    calculation: TimeSavedCalculation | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TimeSaved)
        value: Any
        data = self._start_dict()
        if (value := self.total_hours_saved) is not None or "totalHoursSaved" in data:
            data["totalHoursSaved"] = value
        if (value := self.total_days_saved) is not None or "totalDaysSaved" in data:
            data["totalDaysSaved"] = value
        if (value := self.school_days_elapsed) is not None or "schoolDaysElapsed" in data:
            data["schoolDaysElapsed"] = value
        if (value := self.earliest_start_date) is not None or "earliestStartDate" in data:
            data["earliestStartDate"] = format_datetime(value, data.get("earliestStartDate"))
        if (value := self.school_year_start_date) is not None or "schoolYearStartDate" in data:
            data["schoolYearStartDate"] = format_datetime(value, data.get("schoolYearStartDate"))
        if (value := self.calculation) is not None or "calculation" in data:
            data["calculation"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.calculation = (
            parse_time_saved_calculation(value) if type(value := data.get("calculation")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TimeSaved:
        return parse_time_saved(data)


_UntrackedTimeSaved = untracked_subclass(TimeSaved)


def parse_time_saved(data: Any, deep: bool = False) -> TimeSaved:
    instance: TimeSaved = new_model(_UntrackedTimeSaved)
    instance._received = data
    instance._changed = None
    instance.total_hours_saved = data.get("totalHoursSaved")
    instance.total_days_saved = data.get("totalDaysSaved")
    instance.school_days_elapsed = data.get("schoolDaysElapsed")
    instance.earliest_start_date = (
        parse_datetime(value) if type(value := data.get("earliestStartDate")) is str else value
    )
    instance.school_year_start_date = (
        parse_datetime(value) if type(value := data.get("schoolYearStartDate")) is str else value
    )
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TimeSaved
    return instance
