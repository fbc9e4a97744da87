"""Wrapper of one item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_item import CFItem, parse_cf_item
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCFItem(Model):
    """Wrapper of one item.

    Attributes:
        cf_item: A single competency, or a heading of several.
    """

    FIELDS = {"cf_item": Field("CFItem", ModelOf(CFItem), True)}
    NESTED = {"cf_item": ("CFItem", CFItem)}

    cf_item: CFItem

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCFItem)
        value: Any
        data = self._start_dict()
        if (value := self.cf_item) is not None or "CFItem" in data:
            data["CFItem"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_item = parse_cf_item(value, True) if type(value := data.get("CFItem")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCFItem:
        return parse_single_cf_item(data)


_UntrackedSingleCFItem = untracked_subclass(SingleCFItem)


def parse_single_cf_item(data: Any, deep: bool = False) -> SingleCFItem:
    instance: SingleCFItem = new_model(_UntrackedSingleCFItem)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCFItem
    return instance
