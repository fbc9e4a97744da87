from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, json_field


class MapEntry(Model):
    """What one value of a response is worth.

    Attributes:
        map_key: The value.
        mapped_value: The value for scoring.
        case_sensitive: Whether a text must match in upper and lower case.
    """

    map_key: str = json_field("mapKey", TEXT)
    mapped_value: float = json_field("mappedValue", NUMBER)
    case_sensitive: bool | None = json_field("caseSensitive", BOOLEAN, default=None)


parse_map_entry = MapEntry._parse
