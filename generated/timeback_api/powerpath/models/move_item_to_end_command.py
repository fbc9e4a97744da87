"""Moves an item to the last place in its parent."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveItemToEndCommand(Model):
    """Moves an item to the last place in its parent.

    Attributes:
        payload: Which item to move.
        type_: Type of the operation.
    """
    payload: MoveToEdgePayload | None
    type_: str | None = "move-item-to-end"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, MoveItemToEndCommand)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.payload = parse_move_to_edge_payload(v, True) if type(v := d.get("payload")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveItemToEndCommand:
        return parse_move_item_to_end_command(data)


def parse_move_item_to_end_command(d: dict[str, Any], whole: bool = False) -> MoveItemToEndCommand:
    self: MoveItemToEndCommand = new(_MoveItemToEndCommand)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = MoveItemToEndCommand
    return self


from timeback_api.powerpath.models.move_to_edge_payload import MoveToEdgePayload, parse_move_to_edge_payload  # noqa: E402

_MoveItemToEndCommand = seed(MoveItemToEndCommand)
MoveItemToEndCommand.FIELDS = {
    "type_": Field("type", Text(0, "^move\\-item\\-to\\-end$"), True),
    "payload": Field("payload", One(MoveToEdgePayload), True),
}
MoveItemToEndCommand.INSIDE = {
    "payload": ("payload", MoveToEdgePayload),
}
