"""What points of a response are worth, for scoring by `map_response_point`. The platform's document does not mention it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AreaMapping(Model):
    """What points of a response are worth, for scoring by `map_response_point`. The platform's document does not mention
    it.

    Attributes:
        entries: The areas, in the order in which they are tried.
        default_value: What a point is worth that lies in no area.
        lower_bound: The least that the response is worth.
        upper_bound: The most that the response is worth.
    """
    entries: list[AreaMapEntry] | None
    default_value: float | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AreaMapping)
        v: Any
        d = self._begin()
        if (v := self.default_value) is not None or "defaultValue" in d:
            d["defaultValue"] = v
        if (v := self.lower_bound) is not None or "lowerBound" in d:
            d["lowerBound"] = v
        if (v := self.upper_bound) is not None or "upperBound" in d:
            d["upperBound"] = v
        if (v := self.entries) is not None or "entries" in d:
            d["entries"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.entries = ([parse_area_map_entry(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("entries")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AreaMapping:
        return parse_area_mapping(data)


def parse_area_mapping(d: dict[str, Any], whole: bool = False) -> AreaMapping:
    self: AreaMapping = new(_AreaMapping)
    self._raw = d
    self._changed = None
    self.default_value = d.get("defaultValue")
    self.lower_bound = d.get("lowerBound")
    self.upper_bound = d.get("upperBound")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AreaMapping
    return self


from timeback_api.qti.models.area_map_entry import AreaMapEntry, parse_area_map_entry  # noqa: E402

_AreaMapping = seed(AreaMapping)
AreaMapping.FIELDS = {
    "default_value": Field("defaultValue", NUMBER),
    "lower_bound": Field("lowerBound", NUMBER),
    "upper_bound": Field("upperBound", NUMBER),
    "entries": Field("entries", Many(One(AreaMapEntry)), True),
}
AreaMapping.INSIDE = {
    "entries": ("entries", AreaMapEntry),
}
