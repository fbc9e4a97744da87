"""Metadata of a resource by the type of its content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResourceDetails(Model):
    """Metadata of a resource by the type of its content. The other properties depend on the type.

    Attributes:
        type_: Type of content, such as `qti`, `video` or `interactive`.
    """

    FIELDS = {"type_": Field("type", TEXT, True)}

    type_: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResourceDetails)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResourceDetails:
        return parse_resource_details(data)


_UntrackedResourceDetails = untracked_subclass(ResourceDetails)


def parse_resource_details(data: Any) -> ResourceDetails:
    instance: ResourceDetails = new_model(_UntrackedResourceDetails)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.__class__ = ResourceDetails
    return instance
