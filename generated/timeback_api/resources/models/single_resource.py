"""Wrapper of one resource, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleResource(Model):
    """Wrapper of one resource, for sending and receiving.

    Attributes:
        resource: Describes a piece of learning material, such as a video, an article or a test. On the platform the
            metadata says where it is found and of what kind it is.
    """
    resource: Resource | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleResource)
        v: Any
        d = self._begin()
        if (v := self.resource) is not None or "resource" in d:
            d["resource"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.resource = parse_resource(v, True) if type(v := d.get("resource")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleResource:
        return parse_single_resource(data)


def parse_single_resource(d: dict[str, Any], whole: bool = False) -> SingleResource:
    self: SingleResource = new(_SingleResource)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleResource
    return self


from timeback_api.resources.models.resource import Resource, parse_resource  # noqa: E402

_SingleResource = seed(SingleResource)
SingleResource.FIELDS = {
    "resource": Field("resource", One(Resource), True),
}
SingleResource.INSIDE = {
    "resource": ("resource", Resource),
}
