from __future__ import annotations

import datetime

from timeback_api.edubridge.models.weekly_fact import WeeklyFact
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, ListOf, json_field


class WeeklyReport(Model):
    """Facts of a student in one week.

    Attributes:
        message: Outcome in words for people.
        start_date: Start of the week.
        end_date: End of the week.
        facts: The facts, one for each event or result.
    """

    message: str = json_field("message", TEXT)
    start_date: datetime.datetime = json_field("startDate", DATETIME)
    end_date: datetime.datetime = json_field("endDate", DATETIME)
    facts: list[WeeklyFact] = json_field("facts", ListOf(ModelOf(WeeklyFact)))


parse_weekly_report = WeeklyReport._parse
