"""Several line items to store in one request."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LineItemBatch(Model):
    """Several line items to store in one request.

    Attributes:
        line_items: The line items to store.
    """

    FIELDS = {"line_items": Field("lineItems", ListOf(ModelOf(LineItem)), True)}
    NESTED = {"line_items": ("lineItems", LineItem)}

    line_items: list[LineItem]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LineItemBatch)
        value: Any
        data = self._start_dict()
        if (value := self.line_items) is not None or "lineItems" in data:
            data["lineItems"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.line_items = parse_list_deep(data.get("lineItems"), parse_line_item)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LineItemBatch:
        return parse_line_item_batch(data)


_UntrackedLineItemBatch = untracked_subclass(LineItemBatch)


def parse_line_item_batch(data: Any, deep: bool = False) -> LineItemBatch:
    instance: LineItemBatch = new_model(_UntrackedLineItemBatch)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LineItemBatch
    return instance
