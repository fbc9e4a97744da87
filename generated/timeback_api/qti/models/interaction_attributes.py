from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, TEXT, json_field


class InteractionAttributes(Model):
    """Further attributes of the interaction's element, under their XML names.

    Attributes:
        expected_length: Expected number of characters of the answer.
        pattern_mask: Regular expression that the answer must match.
        placeholder: Placeholder text, shown while the input is empty.
    """

    expected_length: int | None = json_field("expected-length", INTEGER, default=None)
    pattern_mask: str | None = json_field("pattern-mask", TEXT, default=None)
    placeholder: str | None = json_field("placeholder", TEXT, default=None)


parse_interaction_attributes = InteractionAttributes._parse
