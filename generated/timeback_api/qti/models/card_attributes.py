"""Attributes of qti-card."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CardAttributes(Model):
    """Attributes of qti-card.

    Attributes:
        support: Kind of support.
    """

    FIELDS = {"support": Field("support", TEXT)}

    support: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CardAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.support) is not None or "support" in data:
            data["support"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CardAttributes:
        return parse_card_attributes(data)


_UntrackedCardAttributes = untracked_subclass(CardAttributes)


def parse_card_attributes(data: Any) -> CardAttributes:
    instance: CardAttributes = new_model(_UntrackedCardAttributes)
    instance._received = data
    instance._changed = None
    instance.support = data.get("support")
    instance.__class__ = CardAttributes
    return instance
