"""Wrapper of one line item, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.line_item import LineItem, parse_line_item
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleLineItem(Model):
    """Wrapper of one line item, used in requests and replies.

    Attributes:
        line_item: Something that the students of a class are graded on, such as an assignment or a test.
    """

    FIELDS = {"line_item": Field("lineItem", ModelOf(LineItem), True)}
    NESTED = {"line_item": ("lineItem", LineItem)}

    line_item: LineItem

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleLineItem)
        value: Any
        data = self._start_dict()
        if (value := self.line_item) is not None or "lineItem" in data:
            data["lineItem"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.line_item = parse_line_item(value, True) if type(value := data.get("lineItem")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleLineItem:
        return parse_single_line_item(data)


_UntrackedSingleLineItem = untracked_subclass(SingleLineItem)


def parse_single_line_item(data: Any, deep: bool = False) -> SingleLineItem:
    instance: SingleLineItem = new_model(_UntrackedSingleLineItem)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleLineItem
    return instance
