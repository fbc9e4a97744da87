"""Time of one kind."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.events.models.time_spent_type import TimeSpentType, as_time_spent_type
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Bounded, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TimeSpentMetric(Model):
    """Time of one kind.

    Attributes:
        type_: Whether a student worked (`active`), paused (`inactive`), wasted time (`waste`), tried to avoid the work
            (`anti-pattern`), or whether it is not known.
        value: Seconds.
        sub_type: A finer kind, which the application defines.
        start_date: Start of the time.
        end_date: End of the time.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "type_": Field("type", Choice(TimeSpentType), True),
        "sub_type": Field("subType", TEXT),
        "value": Field("value", Bounded(NUMBER, 0, None), True),
        "start_date": Field("startDate", DATETIME),
        "end_date": Field("endDate", DATETIME),
        "extensions": Field("extensions", OBJECT),
    }

    type_: TimeSpentType | str
    value: float
    sub_type: str | None = None
    start_date: datetime.datetime | None = None
    end_date: datetime.datetime | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TimeSpentMetric)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.sub_type) is not None or "subType" in data:
            data["subType"] = value
        if (value := self.value) is not None or "value" in data:
            data["value"] = value
        if (value := self.start_date) is not None or "startDate" in data:
            data["startDate"] = format_datetime(value, data.get("startDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TimeSpentMetric:
        return parse_time_spent_metric(data)


_UntrackedTimeSpentMetric = untracked_subclass(TimeSpentMetric)


def parse_time_spent_metric(data: Any) -> TimeSpentMetric:
    instance: TimeSpentMetric = new_model(_UntrackedTimeSpentMetric)
    instance._received = data
    instance._changed = None
    instance.type_ = as_time_spent_type(value, value) if type(value := data.get("type")) is str else value
    instance.sub_type = data.get("subType")
    instance.value = data.get("value")
    instance.start_date = parse_datetime(value) if type(value := data.get("startDate")) is str else value
    instance.end_date = parse_datetime(value) if type(value := data.get("endDate")) is str else value
    instance.extensions = data.get("extensions")
    instance.__class__ = TimeSpentMetric
    return instance
