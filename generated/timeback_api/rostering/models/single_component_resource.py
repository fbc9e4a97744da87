"""Wrapper of one component resource, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.component_resource import ComponentResource, parse_component_resource
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleComponentResource(Model):
    """Wrapper of one component resource, used in requests and replies.

    Attributes:
        component_resource: A resource in a course component. It is a lesson for students. An extension of the platform:
            another provider may not know it.
    """

    FIELDS = {"component_resource": Field("componentResource", ModelOf(ComponentResource), True)}
    NESTED = {"component_resource": ("componentResource", ComponentResource)}

    component_resource: ComponentResource

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleComponentResource)
        value: Any
        data = self._start_dict()
        if (value := self.component_resource) is not None or "componentResource" in data:
            data["componentResource"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.component_resource = (
            parse_component_resource(value, True) if type(value := data.get("componentResource")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleComponentResource:
        return parse_single_component_resource(data)


_UntrackedSingleComponentResource = untracked_subclass(SingleComponentResource)


def parse_single_component_resource(data: Any, deep: bool = False) -> SingleComponentResource:
    instance: SingleComponentResource = new_model(_UntrackedSingleComponentResource)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleComponentResource
    return instance
