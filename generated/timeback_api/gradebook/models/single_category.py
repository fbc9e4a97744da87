"""Wrapper of one category, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCategory(Model):
    """Wrapper of one category, for sending and receiving.

    Attributes:
        category: A kind of line items, such as homework, and how much it counts.
    """
    category: Category | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleCategory)
        v: Any
        d = self._begin()
        if (v := self.category) is not None or "category" in d:
            d["category"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.category = parse_category(v) if type(v := d.get("category")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCategory:
        return parse_single_category(data)


def parse_single_category(d: dict[str, Any], whole: bool = False) -> SingleCategory:
    self: SingleCategory = new(_SingleCategory)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleCategory
    return self


from timeback_api.gradebook.models.category import Category, parse_category  # noqa: E402

_SingleCategory = seed(SingleCategory)
SingleCategory.FIELDS = {
    "category": Field("category", One(Category), True),
}
SingleCategory.INSIDE = {
    "category": ("category", Category),
}
