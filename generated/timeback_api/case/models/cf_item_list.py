"""A page of items."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_item import CFItem, parse_cf_item
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFItemList(Model):
    """A page of items.

    Attributes:
        cf_items: The items of this page.
    """

    FIELDS = {"cf_items": Field("CFItems", ListOf(ModelOf(CFItem)), True)}
    NESTED = {"cf_items": ("CFItems", CFItem)}

    cf_items: list[CFItem]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFItemList)
        value: Any
        data = self._start_dict()
        if (value := self.cf_items) is not None or "CFItems" in data:
            data["CFItems"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.cf_items = parse_list_deep(data.get("CFItems"), parse_cf_item)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFItemList:
        return parse_cf_item_list(data)


_UntrackedCFItemList = untracked_subclass(CFItemList)


def parse_cf_item_list(data: Any, deep: bool = False) -> CFItemList:
    instance: CFItemList = new_model(_UntrackedCFItemList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFItemList
    return instance
