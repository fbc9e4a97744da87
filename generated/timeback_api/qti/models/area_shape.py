"""Form of an area of a picture, where `default` is the whole of it."""

from enum import StrEnum


class AreaShape(StrEnum):
    """Form of an area of a picture, where `default` is the whole of it."""

    RECT = "rect"
    CIRCLE = "circle"
    POLY = "poly"
    ELLIPSE = "ellipse"
    DEFAULT = "default"


as_area_shape = {member.value: member for member in AreaShape}.get
