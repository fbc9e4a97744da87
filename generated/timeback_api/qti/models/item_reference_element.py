"""The element qti-assessment-item-ref."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_reference_attributes import ItemReferenceAttributes, parse_item_reference_attributes
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemReferenceElement(Model):
    """The element qti-assessment-item-ref.

    Attributes:
        field_attributes: Attributes of qti-assessment-item-ref.
    """

    FIELDS = {"field_attributes": Field("_attributes", ModelOf(ItemReferenceAttributes))}
    NESTED = {"field_attributes": ("_attributes", ItemReferenceAttributes)}

    field_attributes: ItemReferenceAttributes | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemReferenceElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_item_reference_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemReferenceElement:
        return parse_item_reference_element(data)


_UntrackedItemReferenceElement = untracked_subclass(ItemReferenceElement)


def parse_item_reference_element(data: Any, deep: bool = False) -> ItemReferenceElement:
    instance: ItemReferenceElement = new_model(_UntrackedItemReferenceElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ItemReferenceElement
    return instance
