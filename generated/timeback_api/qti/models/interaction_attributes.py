"""Further attributes of the interaction's element, under the names that they have in XML."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, WHOLE, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InteractionAttributes(Model):
    """Further attributes of the interaction's element, under the names that they have in XML.

    Attributes:
        expected_length: How many characters the answer is expected to have.
        pattern_mask: Regular expression that the answer must match.
        placeholder: Text that is shown while nothing has been entered.
    """
    expected_length: int | None = None
    pattern_mask: str | None = None
    placeholder: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, InteractionAttributes)
        v: Any
        d = self._begin()
        if (v := self.expected_length) is not None or "expected-length" in d:
            d["expected-length"] = v
        if (v := self.pattern_mask) is not None or "pattern-mask" in d:
            d["pattern-mask"] = v
        if (v := self.placeholder) is not None or "placeholder" in d:
            d["placeholder"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> InteractionAttributes:
        return parse_interaction_attributes(data)


def parse_interaction_attributes(d: dict[str, Any]) -> InteractionAttributes:
    self: InteractionAttributes = new(_InteractionAttributes)
    self._raw = d
    self._changed = None
    self.expected_length = d.get("expected-length")
    self.pattern_mask = d.get("pattern-mask")
    self.placeholder = d.get("placeholder")
    self.__class__ = InteractionAttributes
    return self




_InteractionAttributes = seed(InteractionAttributes)
InteractionAttributes.FIELDS = {
    "expected_length": Field("expected-length", WHOLE),
    "pattern_mask": Field("pattern-mask", TEXT),
    "placeholder": Field("placeholder", TEXT),
}
