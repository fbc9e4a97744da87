"""What every object has."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, format_datetime, new_model, parse_datetime, untracked_subclass
from timeback_runtime.validators import DATETIME, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Base(Model):
    """What every object has.

    Attributes:
        sourced_id: Id of the object.
        date_last_modified: Last change.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
    }

    sourced_id: str
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Base)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Base:
        return parse_base(data)


_UntrackedBase = untracked_subclass(Base)


def parse_base(data: Any) -> Base:
    instance: Base = new_model(_UntrackedBase)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.__class__ = Base
    return instance
