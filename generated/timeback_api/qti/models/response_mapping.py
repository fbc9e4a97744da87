"""Scores of the values of a response, for scoring by `map_response`. The platform's document does not mention it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.map_entry import MapEntry, parse_map_entry
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseMapping(Model):
    """Scores of the values of a response, for scoring by `map_response`. The platform's document does not mention it.

    Attributes:
        entries: The values that have a score of their own.
        default_value: Value of a response that has no entry.
        lower_bound: The least that the response is worth.
        upper_bound: The most that the response is worth.
    """

    FIELDS = {
        "default_value": Field("defaultValue", NUMBER),
        "lower_bound": Field("lowerBound", NUMBER),
        "upper_bound": Field("upperBound", NUMBER),
        "entries": Field("entries", ListOf(ModelOf(MapEntry)), True),
    }
    NESTED = {"entries": ("entries", MapEntry)}

    entries: list[MapEntry]
    default_value: float | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResponseMapping)
        value: Any
        data = self._start_dict()
        if (value := self.default_value) is not None or "defaultValue" in data:
            data["defaultValue"] = value
        if (value := self.lower_bound) is not None or "lowerBound" in data:
            data["lowerBound"] = value
        if (value := self.upper_bound) is not None or "upperBound" in data:
            data["upperBound"] = value
        if (value := self.entries) is not None or "entries" in data:
            data["entries"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.entries = parse_list(data.get("entries"), parse_map_entry)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseMapping:
        return parse_response_mapping(data)


_UntrackedResponseMapping = untracked_subclass(ResponseMapping)


def parse_response_mapping(data: Any, deep: bool = False) -> ResponseMapping:
    instance: ResponseMapping = new_model(_UntrackedResponseMapping)
    instance._received = data
    instance._changed = None
    instance.default_value = data.get("defaultValue")
    instance.lower_bound = data.get("lowerBound")
    instance.upper_bound = data.get("upperBound")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ResponseMapping
    return instance
