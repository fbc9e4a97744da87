"""Hides an item from the student, or shows it again."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One, Text
from timeback_api._core.model import Model, new


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
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SetSkippedCommand:
        return parse_set_skipped_command(data)


def parse_set_skipped_command(d: dict[str, Any]) -> SetSkippedCommand:
    self: SetSkippedCommand = new(SetSkippedCommand)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.type_ = d.get("type")
    self.payload = parse_skip_payload(v) if type(v := d.get("payload")) is dict else v
    return self


from timeback_api.powerpath.models.skip_payload import SkipPayload, parse_skip_payload  # noqa: E402

SetSkippedCommand.FIELDS = {
    "type_": Field("type", Text(0, "^set\\-skipped$"), True),
    "payload": Field("payload", One(SkipPayload), True),
}
