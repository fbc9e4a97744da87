"""What a point in one area is worth."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.area_shape import AreaShape, as_area_shape
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AreaMapEntry(Model):
    """What a point in one area is worth.

    Attributes:
        shape: Shape of an area of a picture; `default` is the whole picture.
        coords: Numbers separated by commas: left, top, right and bottom of a rect; centre and radius of a circle; the
            corners of a poly; centre and both radii of an ellipse.
        mapped_value: The value for scoring.
    """

    FIELDS = {
        "shape": Field("shape", Choice(AreaShape), True),
        "coords": Field("coords", TEXT, True),
        "mapped_value": Field("mappedValue", NUMBER, True),
    }

    shape: AreaShape | str
    coords: str
    mapped_value: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AreaMapEntry)
        value: Any
        data = self._start_dict()
        if (value := self.shape) is not None or "shape" in data:
            data["shape"] = value if type(value) is str else enum_to_json(value)
        if (value := self.coords) is not None or "coords" in data:
            data["coords"] = value
        if (value := self.mapped_value) is not None or "mappedValue" in data:
            data["mappedValue"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AreaMapEntry:
        return parse_area_map_entry(data)


_UntrackedAreaMapEntry = untracked_subclass(AreaMapEntry)


def parse_area_map_entry(data: Any) -> AreaMapEntry:
    instance: AreaMapEntry = new_model(_UntrackedAreaMapEntry)
    instance._received = data
    instance._changed = None
    instance.shape = as_area_shape(value, value) if type(value := data.get("shape")) is str else value
    instance.coords = data.get("coords")
    instance.mapped_value = data.get("mappedValue")
    instance.__class__ = AreaMapEntry
    return instance
