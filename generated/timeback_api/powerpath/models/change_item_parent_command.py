"""Moves an item into another component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ChangeItemParentCommand(Model):
    """Moves an item into another component.

    Attributes:
        payload: Which item to move, and into which component.
        type_: Type of the operation.
    """
    payload: ChangeParentPayload | None
    type_: str | None = "change-item-parent"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ChangeItemParentCommand)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.payload = parse_change_parent_payload(v, True) if type(v := d.get("payload")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ChangeItemParentCommand:
        return parse_change_item_parent_command(data)


def parse_change_item_parent_command(d: dict[str, Any], whole: bool = False) -> ChangeItemParentCommand:
    self: ChangeItemParentCommand = new(_ChangeItemParentCommand)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ChangeItemParentCommand
    return self


from timeback_api.powerpath.models.change_parent_payload import ChangeParentPayload, parse_change_parent_payload  # noqa: E402

_ChangeItemParentCommand = seed(ChangeItemParentCommand)
ChangeItemParentCommand.FIELDS = {
    "type_": Field("type", Text(0, "^change\\-item\\-parent$"), True),
    "payload": Field("payload", One(ChangeParentPayload), True),
}
ChangeItemParentCommand.INSIDE = {
    "payload": ("payload", ChangeParentPayload),
}
