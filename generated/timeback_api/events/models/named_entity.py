"""An application, a course or an activity, by its name."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NamedEntity(Model):
    """An application, a course or an activity, by its name.

    Attributes:
        name: Name of the entity.
        id: IRI of the entity.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {"id": Field("id", TEXT), "name": Field("name", TEXT, True), "extensions": Field("extensions", OBJECT)}

    name: str
    id: str | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NamedEntity)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NamedEntity:
        return parse_named_entity(data)


_UntrackedNamedEntity = untracked_subclass(NamedEntity)


def parse_named_entity(data: Any) -> NamedEntity:
    instance: NamedEntity = new_model(_UntrackedNamedEntity)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.name = data.get("name")
    instance.extensions = data.get("extensions")
    instance.__class__ = NamedEntity
    return instance
