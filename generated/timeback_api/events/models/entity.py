from __future__ import annotations

import datetime
from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, ListOf, json_field


class Entity(Model):
    """An entity of any type of the standard, such as a person or a resource.

    Attributes:
        context: Context of the standard, `http://purl.imsglobal.org/ctx/caliper/v1p2`.
        id: IRI of the entity.
        type_: Type of the entity, such as `Person`.
        name: Name of the entity.
        description: Description of the entity.
        date_created: When the entity was created.
        date_modified: When the entity was last changed.
        other_identifiers: Ids of the entity in other systems.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    context: str | None = json_field("@context", TEXT, default=None)
    id: str = json_field("id", TEXT)
    type_: str = json_field("type", TEXT)
    name: str | None = json_field("name", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)
    date_created: datetime.datetime | None = json_field("dateCreated", DATETIME, default=None)
    date_modified: datetime.datetime | None = json_field("dateModified", DATETIME, default=None)
    other_identifiers: list[str | dict[str, Any]] | None = json_field(
        "otherIdentifiers", ListOf(AnyOf(TEXT, OBJECT)), default=None
    )
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_entity = Entity._parse
