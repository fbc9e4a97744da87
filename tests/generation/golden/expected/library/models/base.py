"""What every object has."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import MOMENT, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Base(Model):
    """What every object has.

    Attributes:
        sourced_id: Id of the object.
        date_last_modified: Last change.
    """
    sourced_id: str | None
    date_last_modified: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Base)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Base:
        return parse_base(data)


def parse_base(d: dict[str, Any]) -> Base:
    self: Base = new(_Base)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.__class__ = Base
    return self




_Base = seed(Base)
Base.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
}
