"""Attributes of qti-card."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CardAttributes(Model):
    """Attributes of qti-card.

    Attributes:
        support: Kind of support.
    """
    support: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CardAttributes)
        v: Any
        d = self._begin()
        if (v := self.support) is not None or "support" in d:
            d["support"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CardAttributes:
        return parse_card_attributes(data)


def parse_card_attributes(d: dict[str, Any]) -> CardAttributes:
    self: CardAttributes = new(_CardAttributes)
    self._raw = d
    self._changed = None
    self.support = d.get("support")
    self.__class__ = CardAttributes
    return self




_CardAttributes = seed(CardAttributes)
CardAttributes.FIELDS = {
    "support": Field("support", TEXT),
}
