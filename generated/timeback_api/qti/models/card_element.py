"""The element qti-card."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import FREE, Field, One
from timeback_api._core.model import Model, new


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
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_html_content) is not None or "qti-html-content" in d:
            d["qti-html-content"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CardElement:
        return parse_card_element(data)


def parse_card_element(d: dict[str, Any]) -> CardElement:
    self: CardElement = new(CardElement)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.field_attributes = parse_card_attributes(v) if type(v := d.get("_attributes")) is dict else v
    self.qti_html_content = d.get("qti-html-content")
    return self


from timeback_api.qti.models.card_attributes import CardAttributes, parse_card_attributes  # noqa: E402

CardElement.FIELDS = {
    "field_attributes": Field("_attributes", One(CardAttributes)),
    "qti_html_content": Field("qti-html-content", FREE),
}
