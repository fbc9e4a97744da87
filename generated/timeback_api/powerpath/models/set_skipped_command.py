"""Hides an item from the student, or shows it again."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SetSkippedCommand(Model):
    """Hides an item from the student, or shows it again.

    Attributes:
        payload: Which item to hide or show.
        type_: Type of the operation.
    """
    payload: SkipPayload | None
    type_: str | None = "set-skipped"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SetSkippedCommand)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.payload = parse_skip_payload(v, True) if type(v := d.get("payload")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SetSkippedCommand:
        return parse_set_skipped_command(data)


def parse_set_skipped_command(d: dict[str, Any], whole: bool = False) -> SetSkippedCommand:
    self: SetSkippedCommand = new(_SetSkippedCommand)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SetSkippedCommand
    return self


from timeback_api.powerpath.models.skip_payload import SkipPayload, parse_skip_payload  # noqa: E402

_SetSkippedCommand = seed(SetSkippedCommand)
SetSkippedCommand.FIELDS = {
    "type_": Field("type", Text(0, "^set\\-skipped$"), True),
    "payload": Field("payload", One(SkipPayload), True),
}
SetSkippedCommand.INSIDE = {
    "payload": ("payload", SkipPayload),
}
