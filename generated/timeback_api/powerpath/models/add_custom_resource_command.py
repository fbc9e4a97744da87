"""Adds a resource from any course to a component, as its last item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AddCustomResourceCommand(Model):
    """Adds a resource from any course to a component, as its last item.

    Attributes:
        payload: Which resource to add, and where.
        type_: Type of the operation.
    """
    payload: CustomResourcePayload | None
    type_: str | None = "add-custom-resource"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AddCustomResourceCommand)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.payload = parse_custom_resource_payload(v) if type(v := d.get("payload")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AddCustomResourceCommand:
        return parse_add_custom_resource_command(data)


def parse_add_custom_resource_command(d: dict[str, Any], whole: bool = False) -> AddCustomResourceCommand:
    self: AddCustomResourceCommand = new(_AddCustomResourceCommand)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AddCustomResourceCommand
    return self


from timeback_api.powerpath.models.custom_resource_payload import CustomResourcePayload, parse_custom_resource_payload  # noqa: E402

_AddCustomResourceCommand = seed(AddCustomResourceCommand)
AddCustomResourceCommand.FIELDS = {
    "type_": Field("type", Text(0, "^add\\-custom\\-resource$"), True),
    "payload": Field("payload", One(CustomResourcePayload), True),
}
AddCustomResourceCommand.INSIDE = {
    "payload": ("payload", CustomResourcePayload),
}
