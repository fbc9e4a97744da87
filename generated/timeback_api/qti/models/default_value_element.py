from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, AnyOf, ListOf, json_field


class DefaultValueElement(Model):
    """The element qti-default-value.

    Attributes:
        qti_value: Value of a variable, or a list of values if its cardinality is not single.
    """

    qti_value: str | float | bool | list[str] | None = json_field(
        "qti-value", AnyOf(TEXT, NUMBER, BOOLEAN, ListOf(TEXT)), default=None
    )


parse_default_value_element = DefaultValueElement._parse
