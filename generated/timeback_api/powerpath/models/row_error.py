"""A fault in one entry or row."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RowError(Model):
    """A fault in one entry or row.

    Attributes:
        row: Number of the entry or row, counted from 0.
        message: What is wrong with it, for people.
    """
    row: float | None
    message: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RowError)
        v: Any
        d = self._begin()
        if (v := self.row) is not None or "row" in d:
            d["row"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RowError:
        return parse_row_error(data)


def parse_row_error(d: dict[str, Any]) -> RowError:
    self: RowError = new(_RowError)
    self._raw = d
    self._changed = None
    self.row = d.get("row")
    self.message = d.get("message")
    self.__class__ = RowError
    return self




_RowError = seed(RowError)
RowError.FIELDS = {
    "row": Field("row", NUMBER, True),
    "message": Field("message", TEXT, True),
}
