"""Several line items that are to be stored at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LineItemBatch(Model):
    """Several line items that are to be stored at once.

    Attributes:
        line_items: The line items to store.
    """
    line_items: list[LineItem] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LineItemBatch)
        v: Any
        d = self._begin()
        if (v := self.line_items) is not None or "lineItems" in d:
            d["lineItems"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.line_items = ([parse_line_item(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("lineItems")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LineItemBatch:
        return parse_line_item_batch(data)


def parse_line_item_batch(d: dict[str, Any], whole: bool = False) -> LineItemBatch:
    self: LineItemBatch = new(_LineItemBatch)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LineItemBatch
    return self


from timeback_api.gradebook.models.line_item import LineItem, parse_line_item  # noqa: E402

_LineItemBatch = seed(LineItemBatch)
LineItemBatch.FIELDS = {
    "line_items": Field("lineItems", Many(One(LineItem)), True),
}
LineItemBatch.INSIDE = {
    "line_items": ("lineItems", LineItem),
}
