from __future__ import annotations

from timeback_api.qti.models.area_shape import AreaShape
from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, TEXT, Choice, json_field


class AreaMapEntry(Model):
    """What a point in one area is worth.

    Attributes:
        shape: Shape of an area of a picture; `default` is the whole picture.
        coords: Numbers separated by commas: left, top, right and bottom of a rect; centre and radius of a circle; the
            corners of a poly; centre and both radii of an ellipse.
        mapped_value: The value for scoring.
    """

    shape: AreaShape | str = json_field("shape", Choice(AreaShape))
    coords: str = json_field("coords", TEXT)
    mapped_value: float = json_field("mappedValue", NUMBER)


parse_area_map_entry = AreaMapEntry._parse
