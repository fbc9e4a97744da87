"""Attributes of qti-card."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CardAttributes(Model):
    """Attributes of qti-card.

    Attributes:
        support: Kind of support.
    """
    support: str | None = None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.support) is not None or "support" in d:
            d["support"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CardAttributes:
        return parse_card_attributes(data)


def parse_card_attributes(d: dict[str, Any]) -> CardAttributes:
    self: CardAttributes = new(CardAttributes)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.support = d.get("support")
    return self




CardAttributes.FIELDS = {
    "support": Field("support", TEXT),
}
