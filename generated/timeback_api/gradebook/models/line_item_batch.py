"""Several line items that are to be stored at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, Many, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LineItemBatch(Model):
    """Several line items that are to be stored at once.

    Attributes:
        line_items: The line items to store.
    """
    line_items: list[LineItem] | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.line_items) is not None or "lineItems" in d:
            d["lineItems"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LineItemBatch:
        return parse_line_item_batch(data)


def parse_line_item_batch(d: dict[str, Any]) -> LineItemBatch:
    self: LineItemBatch = new(LineItemBatch)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.line_items = ([parse_line_item(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("lineItems")) is list else v
    return self


from timeback_api.gradebook.models.line_item import LineItem, parse_line_item  # noqa: E402

LineItemBatch.FIELDS = {
    "line_items": Field("lineItems", Many(One(LineItem)), True),
}
