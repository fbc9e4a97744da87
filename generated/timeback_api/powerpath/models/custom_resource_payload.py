"""Which resource to add, and where."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CustomResourcePayload(Model):
    """Which resource to add, and where.

    Attributes:
        resource_id: Id of any active component resource.
        parent_component_id: Id of the course component that gets the resource.
        skipped: Whether the resource is hidden at first. It is not unless told.
    """
    resource_id: str | None
    parent_component_id: str | None
    skipped: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CustomResourcePayload)
        v: Any
        d = self._begin()
        if (v := self.resource_id) is not None or "resource_id" in d:
            d["resource_id"] = v
        if (v := self.parent_component_id) is not None or "parent_component_id" in d:
            d["parent_component_id"] = v
        if (v := self.skipped) is not None or "skipped" in d:
            d["skipped"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CustomResourcePayload:
        return parse_custom_resource_payload(data)


def parse_custom_resource_payload(d: dict[str, Any]) -> CustomResourcePayload:
    self: CustomResourcePayload = new(_CustomResourcePayload)
    self._raw = d
    self._changed = None
    self.resource_id = d.get("resource_id")
    self.parent_component_id = d.get("parent_component_id")
    self.skipped = d.get("skipped")
    self.__class__ = CustomResourcePayload
    return self




_CustomResourcePayload = seed(CustomResourcePayload)
CustomResourcePayload.FIELDS = {
    "resource_id": Field("resource_id", TEXT, True),
    "parent_component_id": Field("parent_component_id", TEXT, True),
    "skipped": Field("skipped", FLAG),
}
