"""The element qti-card."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CardElement(Model):
    """The element qti-card.

    Attributes:
        field_attributes: Attributes of qti-card.
        qti_html_content: The other form of the material, in HTML.
    """
    field_attributes: CardAttributes | None = None
    qti_html_content: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CardElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_html_content) is not None or "qti-html-content" in d:
            d["qti-html-content"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_card_attributes(v) if type(v := d.get("_attributes")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CardElement:
        return parse_card_element(data)


def parse_card_element(d: dict[str, Any], whole: bool = False) -> CardElement:
    self: CardElement = new(_CardElement)
    self._raw = d
    self._changed = None
    self.qti_html_content = d.get("qti-html-content")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CardElement
    return self


from timeback_api.qti.models.card_attributes import CardAttributes, parse_card_attributes  # noqa: E402

_CardElement = seed(CardElement)
CardElement.FIELDS = {
    "field_attributes": Field("_attributes", One(CardAttributes)),
    "qti_html_content": Field("qti-html-content", FREE),
}
CardElement.INSIDE = {
    "field_attributes": ("_attributes", CardAttributes),
}
