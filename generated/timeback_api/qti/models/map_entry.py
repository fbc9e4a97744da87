"""What one value of a response is worth."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MapEntry(Model):
    """What one value of a response is worth.

    Attributes:
        map_key: The value.
        mapped_value: What it is worth.
        case_sensitive: Whether a text must be written in the same case.
    """
    map_key: str | None
    mapped_value: float | None
    case_sensitive: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, MapEntry)
        v: Any
        d = self._begin()
        if (v := self.map_key) is not None or "mapKey" in d:
            d["mapKey"] = v
        if (v := self.mapped_value) is not None or "mappedValue" in d:
            d["mappedValue"] = v
        if (v := self.case_sensitive) is not None or "caseSensitive" in d:
            d["caseSensitive"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MapEntry:
        return parse_map_entry(data)


def parse_map_entry(d: dict[str, Any]) -> MapEntry:
    self: MapEntry = new(_MapEntry)
    self._raw = d
    self._changed = None
    self.map_key = d.get("mapKey")
    self.mapped_value = d.get("mappedValue")
    self.case_sensitive = d.get("caseSensitive")
    self.__class__ = MapEntry
    return self




_MapEntry = seed(MapEntry)
MapEntry.FIELDS = {
    "map_key": Field("mapKey", TEXT, True),
    "mapped_value": Field("mappedValue", NUMBER, True),
    "case_sensitive": Field("caseSensitive", FLAG),
}
