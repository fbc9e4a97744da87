"""Moves an item to the place after one of its siblings."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MoveItemAfterCommand(Model):
    """Moves an item to the place after one of its siblings.

    Attributes:
        payload: Which item to move, and next to which sibling.
        type_: Type of the operation.
    """
    payload: MoveBesidePayload | None
    type_: str | None = "move-item-after"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, MoveItemAfterCommand)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.payload = parse_move_beside_payload(v, True) if type(v := d.get("payload")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MoveItemAfterCommand:
        return parse_move_item_after_command(data)


def parse_move_item_after_command(d: dict[str, Any], whole: bool = False) -> MoveItemAfterCommand:
    self: MoveItemAfterCommand = new(_MoveItemAfterCommand)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = MoveItemAfterCommand
    return self


from timeback_api.powerpath.models.move_beside_payload import MoveBesidePayload, parse_move_beside_payload  # noqa: E402

_MoveItemAfterCommand = seed(MoveItemAfterCommand)
MoveItemAfterCommand.FIELDS = {
    "type_": Field("type", Text(0, "^move\\-item\\-after$"), True),
    "payload": Field("payload", One(MoveBesidePayload), True),
}
MoveItemAfterCommand.INSIDE = {
    "payload": ("payload", MoveBesidePayload),
}
