from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, TEXT, json_field


class TimeSavedCalculation(Model):
    """How the saved time is computed.

    Attributes:
        standard_school_hours_per_day: Hours of a day at a standard school.
        timeback_hours_per_day: Hours of a day on the platform.
        hours_saved_per_day: Difference of the two.
        formula: The formula, for people.
    """

    standard_school_hours_per_day: float = json_field("standardSchoolHoursPerDay", NUMBER)
    timeback_hours_per_day: float = json_field("timebackHoursPerDay", NUMBER)
    hours_saved_per_day: float = json_field("hoursSavedPerDay", NUMBER)
    formula: str = json_field("formula", TEXT)


parse_time_saved_calculation = TimeSavedCalculation._parse
