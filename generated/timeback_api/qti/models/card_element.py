"""The element qti-card."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.card_attributes import CardAttributes, parse_card_attributes
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CardElement(Model):
    """The element qti-card.

    Attributes:
        field_attributes: Attributes of qti-card.
        qti_html_content: The other form of the material, in HTML.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(CardAttributes)),
        "qti_html_content": Field("qti-html-content", OBJECT),
    }
    NESTED = {"field_attributes": ("_attributes", CardAttributes)}

    field_attributes: CardAttributes | None = None
    qti_html_content: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CardElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_html_content) is not None or "qti-html-content" in data:
            data["qti-html-content"] = value if value is data.get("qti-html-content") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_card_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CardElement:
        return parse_card_element(data)


_UntrackedCardElement = untracked_subclass(CardElement)


def parse_card_element(data: Any, deep: bool = False) -> CardElement:
    instance: CardElement = new_model(_UntrackedCardElement)
    instance._received = data
    instance._changed = None
    instance.qti_html_content = data.get("qti-html-content")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CardElement
    return instance
