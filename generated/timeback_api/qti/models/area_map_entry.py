"""What a point in one area is worth."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AreaMapEntry(Model):
    """What a point in one area is worth.

    Attributes:
        shape: Form of an area of a picture, where `default` is the whole of it.
        coords: Numbers with commas between them: left, top, right and bottom of a rect, centre and radius of a
            circle, the corners of a poly, centre and both radii of an ellipse.
        mapped_value: What it is worth.
    """
    shape: AreaShape | str | None
    coords: str | None
    mapped_value: float | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AreaMapEntry)
        v: Any
        d = self._begin()
        if (v := self.shape) is not None or "shape" in d:
            d["shape"] = v
        if (v := self.coords) is not None or "coords" in d:
            d["coords"] = v
        if (v := self.mapped_value) is not None or "mappedValue" in d:
            d["mappedValue"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AreaMapEntry:
        return parse_area_map_entry(data)


def parse_area_map_entry(d: dict[str, Any]) -> AreaMapEntry:
    self: AreaMapEntry = new(_AreaMapEntry)
    self._raw = d
    self._changed = None
    self.shape = as_area_shape(v, v) if type(v := d.get("shape")) is str else v
    self.coords = d.get("coords")
    self.mapped_value = d.get("mappedValue")
    self.__class__ = AreaMapEntry
    return self


from timeback_api.qti.models.area_shape import AreaShape, as_area_shape  # noqa: E402

_AreaMapEntry = seed(AreaMapEntry)
AreaMapEntry.FIELDS = {
    "shape": Field("shape", Choice(AreaShape), True),
    "coords": Field("coords", TEXT, True),
    "mapped_value": Field("mappedValue", NUMBER, True),
}
