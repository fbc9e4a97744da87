from __future__ import annotations

from timeback_api.qti.models.map_entry import MapEntry
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, ListOf, json_field


class ResponseMapping(Model):
    """Scores of the values of a response, for scoring by `map_response`. The platform's document does not mention it.

    Attributes:
        default_value: Value of a response that has no entry.
        lower_bound: The least that the response is worth.
        upper_bound: The most that the response is worth.
        entries: The values that have a score of their own.
    """

    default_value: float | None = json_field("defaultValue", NUMBER, default=None)
    lower_bound: float | None = json_field("lowerBound", NUMBER, default=None)
    upper_bound: float | None = json_field("upperBound", NUMBER, default=None)
    entries: list[MapEntry] = json_field("entries", ListOf(ModelOf(MapEntry)))


parse_response_mapping = ResponseMapping._parse
