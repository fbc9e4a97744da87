"""Metadata of a resource by the kind of its content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResourceDetails(Model):
    """Metadata of a resource by the kind of its content. What it holds beside the kind depends on it.

    Attributes:
        type_: Kind of content, such as `qti`, `video` or `interactive`.
    """
    type_: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResourceDetails)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResourceDetails:
        return parse_resource_details(data)


def parse_resource_details(d: dict[str, Any]) -> ResourceDetails:
    self: ResourceDetails = new(_ResourceDetails)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    self.__class__ = ResourceDetails
    return self




_ResourceDetails = seed(ResourceDetails)
ResourceDetails.FIELDS = {
    "type_": Field("type", TEXT, True),
}
