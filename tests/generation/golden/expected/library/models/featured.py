"""The book of the month, in two wrappers."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.library.models.single_book import SingleBook, parse_single_book
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Featured(Model):
    """The book of the month, in two wrappers.

    Attributes:
        month: One book in its wrapper.
        week: One book in its wrapper.
    """

    FIELDS = {"month": Field("month", ModelOf(SingleBook)), "week": Field("week", ModelOf(SingleBook))}
    NESTED = {"month": ("month", SingleBook), "week": ("week", SingleBook)}

    month: SingleBook | None = None
    week: SingleBook | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Featured)
        value: Any
        data = self._start_dict()
        if (value := self.month) is not None or "month" in data:
            data["month"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.week) is not None or "week" in data:
            data["week"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.month = parse_single_book(value, True) if type(value := data.get("month")) is dict else value
        self.week = parse_single_book(value, True) if type(value := data.get("week")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Featured:
        return parse_featured(data)


_UntrackedFeatured = untracked_subclass(Featured)


def parse_featured(data: Any, deep: bool = False) -> Featured:
    instance: Featured = new_model(_UntrackedFeatured)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Featured
    return instance
