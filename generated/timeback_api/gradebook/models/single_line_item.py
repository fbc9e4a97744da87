"""Wrapper of one line item, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleLineItem(Model):
    """Wrapper of one line item, for sending and receiving.

    Attributes:
        line_item: Something that the students of a class are graded on, such as an assignment or a test.
    """
    line_item: LineItem | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleLineItem)
        v: Any
        d = self._begin()
        if (v := self.line_item) is not None or "lineItem" in d:
            d["lineItem"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.line_item = parse_line_item(v, True) if type(v := d.get("lineItem")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleLineItem:
        return parse_single_line_item(data)


def parse_single_line_item(d: dict[str, Any], whole: bool = False) -> SingleLineItem:
    self: SingleLineItem = new(_SingleLineItem)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleLineItem
    return self


from timeback_api.gradebook.models.line_item import LineItem, parse_line_item  # noqa: E402

_SingleLineItem = seed(SingleLineItem)
SingleLineItem.FIELDS = {
    "line_item": Field("lineItem", One(LineItem), True),
}
SingleLineItem.INSIDE = {
    "line_item": ("lineItem", LineItem),
}
