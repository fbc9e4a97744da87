from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class CorrectResponse(Model):
    """The answer that counts as correct.

    Attributes:
        value: The values, one for a single variable. Their order matters only if the cardinality is ordered.
    """

    value: list[str] = json_field("value", ListOf(TEXT))


parse_correct_response = CorrectResponse._parse
