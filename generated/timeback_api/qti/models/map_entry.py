"""What one value of a response is worth."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MapEntry(Model):
    """What one value of a response is worth.

    Attributes:
        map_key: The value.
        mapped_value: The value for scoring.
        case_sensitive: Whether a text must match in upper and lower case.
    """

    FIELDS = {
        "map_key": Field("mapKey", TEXT, True),
        "mapped_value": Field("mappedValue", NUMBER, True),
        "case_sensitive": Field("caseSensitive", BOOLEAN),
    }

    map_key: str
    mapped_value: float
    case_sensitive: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MapEntry)
        value: Any
        data = self._start_dict()
        if (value := self.map_key) is not None or "mapKey" in data:
            data["mapKey"] = value
        if (value := self.mapped_value) is not None or "mappedValue" in data:
            data["mappedValue"] = value
        if (value := self.case_sensitive) is not None or "caseSensitive" in data:
            data["caseSensitive"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MapEntry:
        return parse_map_entry(data)


_UntrackedMapEntry = untracked_subclass(MapEntry)


def parse_map_entry(data: Any) -> MapEntry:
    instance: MapEntry = new_model(_UntrackedMapEntry)
    instance._received = data
    instance._changed = None
    instance.map_key = data.get("mapKey")
    instance.mapped_value = data.get("mappedValue")
    instance.case_sensitive = data.get("caseSensitive")
    instance.__class__ = MapEntry
    return instance
