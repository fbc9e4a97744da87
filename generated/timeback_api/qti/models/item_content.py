"""The document of an item as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.item_element import ItemElement, parse_item_element
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemContent(Model):
    """The document of an item as a tree.

    Attributes:
        qti_assessment_item: The element qti-assessment-item.
    """

    FIELDS = {"qti_assessment_item": Field("qti-assessment-item", ModelOf(ItemElement))}
    NESTED = {"qti_assessment_item": ("qti-assessment-item", ItemElement)}

    qti_assessment_item: ItemElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemContent)
        value: Any
        data = self._start_dict()
        if (value := self.qti_assessment_item) is not None or "qti-assessment-item" in data:
            data["qti-assessment-item"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_assessment_item = (
            parse_item_element(value, True) if type(value := data.get("qti-assessment-item")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemContent:
        return parse_item_content(data)


_UntrackedItemContent = untracked_subclass(ItemContent)


def parse_item_content(data: Any, deep: bool = False) -> ItemContent:
    instance: ItemContent = new_model(_UntrackedItemContent)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ItemContent
    return instance
