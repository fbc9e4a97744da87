"""An academic session of a class."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, format_datetime, new_model, parse_datetime, untracked_subclass
from timeback_runtime.validators import DATETIME, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Period(Model):
    """An academic session of a class.

    Attributes:
        id: Id of the session.
        title: Name of the session.
        start_date: Start of the session.
        end_date: End of the session.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "title": Field("title", TEXT, True),
        "start_date": Field("startDate", DATETIME),
        "end_date": Field("endDate", DATETIME),
    }

    id: str
    title: str
    start_date: datetime.datetime | None = None
    end_date: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Period)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.start_date) is not None or "startDate" in data:
            data["startDate"] = format_datetime(value, data.get("startDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Period:
        return parse_period(data)


_UntrackedPeriod = untracked_subclass(Period)


def parse_period(data: Any) -> Period:
    instance: Period = new_model(_UntrackedPeriod)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.title = data.get("title")
    instance.start_date = parse_datetime(value) if type(value := data.get("startDate")) is str else value
    instance.end_date = parse_datetime(value) if type(value := data.get("endDate")) is str else value
    instance.__class__ = Period
    return instance
