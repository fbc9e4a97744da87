"""Which resource to add, and where."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CustomResourcePayload(Model):
    """Which resource to add, and where.

    Attributes:
        resource_id: Id of any active component resource.
        parent_component_id: Id of the course component to add the resource to.
        skipped: Whether the resource is initially hidden. Default: false.
    """

    FIELDS = {
        "resource_id": Field("resource_id", TEXT, True),
        "parent_component_id": Field("parent_component_id", TEXT, True),
        "skipped": Field("skipped", BOOLEAN),
    }

    resource_id: str
    parent_component_id: str
    skipped: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CustomResourcePayload)
        value: Any
        data = self._start_dict()
        if (value := self.resource_id) is not None or "resource_id" in data:
            data["resource_id"] = value
        if (value := self.parent_component_id) is not None or "parent_component_id" in data:
            data["parent_component_id"] = value
        if (value := self.skipped) is not None or "skipped" in data:
            data["skipped"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CustomResourcePayload:
        return parse_custom_resource_payload(data)


_UntrackedCustomResourcePayload = untracked_subclass(CustomResourcePayload)


def parse_custom_resource_payload(data: Any) -> CustomResourcePayload:
    instance: CustomResourcePayload = new_model(_UntrackedCustomResourcePayload)
    instance._received = data
    instance._changed = None
    instance.resource_id = data.get("resource_id")
    instance.parent_component_id = data.get("parent_component_id")
    instance.skipped = data.get("skipped")
    instance.__class__ = CustomResourcePayload
    return instance
