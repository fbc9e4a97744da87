"""Wrapper of one category, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.category import Category, parse_category
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCategory(Model):
    """Wrapper of one category, used in requests and replies.

    Attributes:
        category: A type of line items, such as homework, and its weight in a grade.
    """

    FIELDS = {"category": Field("category", ModelOf(Category), True)}
    NESTED = {"category": ("category", Category)}

    category: Category

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCategory)
        value: Any
        data = self._start_dict()
        if (value := self.category) is not None or "category" in data:
            data["category"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.category = parse_category(value) if type(value := data.get("category")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCategory:
        return parse_single_category(data)


_UntrackedSingleCategory = untracked_subclass(SingleCategory)


def parse_single_category(data: Any, deep: bool = False) -> SingleCategory:
    instance: SingleCategory = new_model(_UntrackedSingleCategory)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCategory
    return instance
