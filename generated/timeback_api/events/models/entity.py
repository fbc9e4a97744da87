"""An entity of any type of the standard, such as a person or a resource."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Entity(Model):
    """An entity of any type of the standard, such as a person or a resource.

    Attributes:
        id: IRI of the entity.
        type_: Type of the entity, such as `Person`.
        context: Context of the standard, `http://purl.imsglobal.org/ctx/caliper/v1p2`.
        name: Name of the entity.
        description: Description of the entity.
        date_created: When the entity was created.
        date_modified: When the entity was last changed.
        other_identifiers: Ids of the entity in other systems.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "context": Field("@context", TEXT),
        "id": Field("id", TEXT, True),
        "type_": Field("type", TEXT, True),
        "name": Field("name", TEXT),
        "description": Field("description", TEXT),
        "date_created": Field("dateCreated", DATETIME),
        "date_modified": Field("dateModified", DATETIME),
        "other_identifiers": Field("otherIdentifiers", ListOf(AnyOf(TEXT, OBJECT))),
        "extensions": Field("extensions", OBJECT),
    }

    id: str
    type_: str
    context: str | None = None
    name: str | None = None
    description: str | None = None
    date_created: datetime.datetime | None = None
    date_modified: datetime.datetime | None = None
    other_identifiers: list[str | dict[str, Any]] | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Entity)
        value: Any
        data = self._start_dict()
        if (value := self.context) is not None or "@context" in data:
            data["@context"] = value
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.date_created) is not None or "dateCreated" in data:
            data["dateCreated"] = format_datetime(value, data.get("dateCreated"))
        if (value := self.date_modified) is not None or "dateModified" in data:
            data["dateModified"] = format_datetime(value, data.get("dateModified"))
        if (value := self.other_identifiers) is not None or "otherIdentifiers" in data:
            data["otherIdentifiers"] = value if value is data.get("otherIdentifiers") else to_json(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Entity:
        return parse_entity(data)


_UntrackedEntity = untracked_subclass(Entity)


def parse_entity(data: Any) -> Entity:
    instance: Entity = new_model(_UntrackedEntity)
    instance._received = data
    instance._changed = None
    instance.context = data.get("@context")
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.name = data.get("name")
    instance.description = data.get("description")
    instance.date_created = parse_datetime(value) if type(value := data.get("dateCreated")) is str else value
    instance.date_modified = parse_datetime(value) if type(value := data.get("dateModified")) is str else value
    instance.other_identifiers = data.get("otherIdentifiers")
    instance.extensions = data.get("extensions")
    instance.__class__ = Entity
    return instance
