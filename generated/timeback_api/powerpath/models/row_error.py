"""A fault in one entry or row."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RowError(Model):
    """A fault in one entry or row.

    Attributes:
        row: Number of the entry or row, counted from 0.
        message: Description of the problem, for people.
    """

    FIELDS = {"row": Field("row", NUMBER, True), "message": Field("message", TEXT, True)}

    row: float
    message: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RowError)
        value: Any
        data = self._start_dict()
        if (value := self.row) is not None or "row" in data:
            data["row"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RowError:
        return parse_row_error(data)


_UntrackedRowError = untracked_subclass(RowError)


def parse_row_error(data: Any) -> RowError:
    instance: RowError = new_model(_UntrackedRowError)
    instance._received = data
    instance._changed = None
    instance.row = data.get("row")
    instance.message = data.get("message")
    instance.__class__ = RowError
    return instance
