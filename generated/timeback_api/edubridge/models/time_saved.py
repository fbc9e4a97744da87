from __future__ import annotations

import datetime

from timeback_api.edubridge.models.time_saved_calculation import TimeSavedCalculation
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, json_field


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

    total_hours_saved: float = json_field("totalHoursSaved", NUMBER)
    total_days_saved: float = json_field("totalDaysSaved", NUMBER)
    school_days_elapsed: float = json_field("schoolDaysElapsed", NUMBER)
    earliest_start_date: datetime.datetime | None = json_field("earliestStartDate", DATETIME, default=None)
    school_year_start_date: datetime.datetime | None = json_field("schoolYearStartDate", DATETIME, default=None)
    calculation: TimeSavedCalculation | None = json_field("calculation", ModelOf(TimeSavedCalculation), default=None)


parse_time_saved = TimeSaved._parse
