"""Result of the replacement of a resource."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.resources.models.resource import Resource, parse_resource
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedResource(Model):
    """Result of the replacement of a resource. It may contain the resource.

    Attributes:
        resource: Describes a piece of learning material, such as a video, an article or a test. On the platform the
            metadata contains its address and type.
    """

    FIELDS = {"resource": Field("resource", ModelOf(Resource))}
    NESTED = {"resource": ("resource", Resource)}

    resource: Resource | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UpdatedResource)
        value: Any
        data = self._start_dict()
        if (value := self.resource) is not None or "resource" in data:
            data["resource"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.resource = parse_resource(value, True) if type(value := data.get("resource")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedResource:
        return parse_updated_resource(data)


_UntrackedUpdatedResource = untracked_subclass(UpdatedResource)


def parse_updated_resource(data: Any, deep: bool = False) -> UpdatedResource:
    instance: UpdatedResource = new_model(_UntrackedUpdatedResource)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UpdatedResource
    return instance
