from enum import StrEnum


class AreaShape(StrEnum):
    """Shape of an area of a picture; `default` is the whole picture."""

    RECT = "rect"
    CIRCLE = "circle"
    POLY = "poly"
    ELLIPSE = "ellipse"
    DEFAULT = "default"
