"""Facts of a student in one week."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.edubridge.models.weekly_fact import WeeklyFact, parse_weekly_fact
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class WeeklyReport(Model):
    """Facts of a student in one week.

    Attributes:
        message: Outcome in words for people.
        start_date: Start of the week.
        end_date: End of the week.
        facts: The facts, one for each event or result.
    """

    FIELDS = {
        "message": Field("message", TEXT, True),
        "start_date": Field("startDate", DATETIME, True),
        "end_date": Field("endDate", DATETIME, True),
        "facts": Field("facts", ListOf(ModelOf(WeeklyFact)), True),
    }
    NESTED = {"facts": ("facts", WeeklyFact)}

    message: str
    start_date: datetime.datetime
    end_date: datetime.datetime
    facts: list[WeeklyFact]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, WeeklyReport)
        value: Any
        data = self._start_dict()
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.start_date) is not None or "startDate" in data:
            data["startDate"] = format_datetime(value, data.get("startDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        if (value := self.facts) is not None or "facts" in data:
            data["facts"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.facts = parse_list(data.get("facts"), parse_weekly_fact)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> WeeklyReport:
        return parse_weekly_report(data)


_UntrackedWeeklyReport = untracked_subclass(WeeklyReport)


def parse_weekly_report(data: Any, deep: bool = False) -> WeeklyReport:
    instance: WeeklyReport = new_model(_UntrackedWeeklyReport)
    instance._received = data
    instance._changed = None
    instance.message = data.get("message")
    instance.start_date = parse_datetime(value) if type(value := data.get("startDate")) is str else value
    instance.end_date = parse_datetime(value) if type(value := data.get("endDate")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = WeeklyReport
    return instance
