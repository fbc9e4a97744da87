"""Wrapper of the time that a student saved."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.time_saved import TimeSaved, parse_time_saved
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleTimeSaved(Model):
    """Wrapper of the time that a student saved.

    Attributes:
        data: The time that a student saved compared with a standard school.
    """

    FIELDS = {"data": Field("data", ModelOf(TimeSaved), True)}
    NESTED = {"data": ("data", TimeSaved)}

    data: TimeSaved

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleTimeSaved)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.data = parse_time_saved(value, True) if type(value := data.get("data")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleTimeSaved:
        return parse_single_time_saved(data)


_UntrackedSingleTimeSaved = untracked_subclass(SingleTimeSaved)


def parse_single_time_saved(data: Any, deep: bool = False) -> SingleTimeSaved:
    instance: SingleTimeSaved = new_model(_UntrackedSingleTimeSaved)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleTimeSaved
    return instance
