from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class CorrectResponseElement(Model):
    """The element qti-correct-response.

    Attributes:
        qti_value: The values.
    """

    qti_value: list[str] | None = json_field("qti-value", ListOf(TEXT), default=None)


parse_correct_response_element = CorrectResponseElement._parse
