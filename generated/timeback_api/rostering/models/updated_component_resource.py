"""Reply to the replacement of a component resource, which it may hold or not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedComponentResource(Model):
    """Reply to the replacement of a component resource, which it may hold or not.

    Attributes:
        component_resource: A resource in its place in a course component. Students meet it as a lesson.
    """
    component_resource: ComponentResource | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UpdatedComponentResource)
        v: Any
        d = self._begin()
        if (v := self.component_resource) is not None or "componentResource" in d:
            d["componentResource"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.component_resource = parse_component_resource(v, True) if type(v := d.get("componentResource")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedComponentResource:
        return parse_updated_component_resource(data)


def parse_updated_component_resource(d: dict[str, Any], whole: bool = False) -> UpdatedComponentResource:
    self: UpdatedComponentResource = new(_UpdatedComponentResource)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = UpdatedComponentResource
    return self


from timeback_api.rostering.models.component_resource import ComponentResource, parse_component_resource  # noqa: E402

_UpdatedComponentResource = seed(UpdatedComponentResource)
UpdatedComponentResource.FIELDS = {
    "component_resource": Field("componentResource", One(ComponentResource)),
}
UpdatedComponentResource.INSIDE = {
    "component_resource": ("componentResource", ComponentResource),
}
