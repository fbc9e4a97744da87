"""Values of the points of a response, for scoring by `map_response_point`. The platform's document does not ..."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.area_map_entry import AreaMapEntry, parse_area_map_entry
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AreaMapping(Model):
    """Values of the points of a response, for scoring by `map_response_point`. The platform's document does not mention
    it.

    Attributes:
        entries: The areas, in the order in which they are checked.
        default_value: Value of a point that lies in no area.
        lower_bound: The least that the response is worth.
        upper_bound: The most that the response is worth.
    """

    FIELDS = {
        "default_value": Field("defaultValue", NUMBER),
        "lower_bound": Field("lowerBound", NUMBER),
        "upper_bound": Field("upperBound", NUMBER),
        "entries": Field("entries", ListOf(ModelOf(AreaMapEntry)), True),
    }
    NESTED = {"entries": ("entries", AreaMapEntry)}

    entries: list[AreaMapEntry]
    default_value: float | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AreaMapping)
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
        self.entries = parse_list(data.get("entries"), parse_area_map_entry)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AreaMapping:
        return parse_area_mapping(data)


_UntrackedAreaMapping = untracked_subclass(AreaMapping)


def parse_area_mapping(data: Any, deep: bool = False) -> AreaMapping:
    instance: AreaMapping = new_model(_UntrackedAreaMapping)
    instance._received = data
    instance._changed = None
    instance.default_value = data.get("defaultValue")
    instance.lower_bound = data.get("lowerBound")
    instance.upper_bound = data.get("upperBound")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AreaMapping
    return instance
