"""Areas of an image: coordinates, and whether an area contains a point.

Source: QTI 3.0 information model, "Shape" and "Coords" (as in HTML image maps).
"""

from __future__ import annotations

from collections.abc import Sequence

from timeback.qti.errors import QTIError
from timeback.qti.xml.common import parse_number

_SIZES = {"circle": 3, "ellipse": 4, "rect": 4, "default": 0}


def parse_coordinates(shape: str, coords: str) -> list[float]:
    """Return the coordinates of an area as numbers.

    Raises:
        QTIError: the shape is unknown, or the number of coordinates does not fit the shape.
    """
    numbers = [parse_number(each) for each in coords.replace(",", " ").split()]
    known = [each for each in numbers if each is not None]
    if shape == "default":
        return []
    if shape != "poly" and shape not in _SIZES:
        raise QTIError("the shape of an area must be circle, default, ellipse, poly or rect")
    wanted = len(known) >= 6 and len(known) % 2 == 0 if shape == "poly" else len(known) == _SIZES[shape]
    if len(known) != len(numbers) or not wanted:
        raise QTIError(f"the coordinates do not define a {shape}")
    return known


def contains_point(point: tuple[float, float], shape: str, coords: str) -> bool:
    """Return whether a point lies inside an area or on its border."""
    at = parse_coordinates(shape, coords)
    x, y = point
    if shape == "default":
        return True
    if shape == "rect":
        return min(at[0], at[2]) <= x <= max(at[0], at[2]) and min(at[1], at[3]) <= y <= max(at[1], at[3])
    if shape == "circle":
        return (x - at[0]) * (x - at[0]) + (y - at[1]) * (y - at[1]) <= at[2] * at[2]
    if shape == "ellipse":
        if not (at[2] and at[3]):
            return False
        across, up = (x - at[0]) / at[2], (y - at[1]) / at[3]
        return across * across + up * up <= 1
    return _in_polygon(x, y, at)


def _in_polygon(x: float, y: float, at: Sequence[float]) -> bool:
    corners = list(zip(at[::2], at[1::2], strict=True))
    # Ray casting: the point is inside if a ray from it crosses the border an odd number of times.
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if cross == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return True
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
