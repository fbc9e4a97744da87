"""Further attributes of the interaction's element, under their XML names."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import INTEGER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InteractionAttributes(Model):
    """Further attributes of the interaction's element, under their XML names.

    Attributes:
        expected_length: Expected number of characters of the answer.
        pattern_mask: Regular expression that the answer must match.
        placeholder: Placeholder text, shown while the input is empty.
    """

    FIELDS = {
        "expected_length": Field("expected-length", INTEGER),
        "pattern_mask": Field("pattern-mask", TEXT),
        "placeholder": Field("placeholder", TEXT),
    }

    expected_length: int | None = None
    pattern_mask: str | None = None
    placeholder: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, InteractionAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.expected_length) is not None or "expected-length" in data:
            data["expected-length"] = value
        if (value := self.pattern_mask) is not None or "pattern-mask" in data:
            data["pattern-mask"] = value
        if (value := self.placeholder) is not None or "placeholder" in data:
            data["placeholder"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> InteractionAttributes:
        return parse_interaction_attributes(data)


_UntrackedInteractionAttributes = untracked_subclass(InteractionAttributes)


def parse_interaction_attributes(data: Any) -> InteractionAttributes:
    instance: InteractionAttributes = new_model(_UntrackedInteractionAttributes)
    instance._received = data
    instance._changed = None
    instance.expected_length = data.get("expected-length")
    instance.pattern_mask = data.get("pattern-mask")
    instance.placeholder = data.get("placeholder")
    instance.__class__ = InteractionAttributes
    return instance
