from __future__ import annotations

from timeback_api.qti.models.area_map_entry import AreaMapEntry
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, ListOf, json_field


class AreaMapping(Model):
    """Values of the points of a response, for scoring by `map_response_point`. The platform's document does not mention
    it.

    Attributes:
        default_value: Value of a point that lies in no area.
        lower_bound: The least that the response is worth.
        upper_bound: The most that the response is worth.
        entries: The areas, in the order in which they are checked.
    """

    default_value: float | None = json_field("defaultValue", NUMBER, default=None)
    lower_bound: float | None = json_field("lowerBound", NUMBER, default=None)
    upper_bound: float | None = json_field("upperBound", NUMBER, default=None)
    entries: list[AreaMapEntry] = json_field("entries", ListOf(ModelOf(AreaMapEntry)))


parse_area_mapping = AreaMapping._parse
