from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, AnyOf, ListOf, json_field


class DefaultValue(Model):
    """What a variable holds before scoring.

    Attributes:
        value: Value of a variable, or a list of values if its cardinality is not single.
    """

    value: str | float | bool | list[str] | None = json_field(
        "value", AnyOf(TEXT, NUMBER, BOOLEAN, ListOf(TEXT)), default=None
    )


parse_default_value = DefaultValue._parse
