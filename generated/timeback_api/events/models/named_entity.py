from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, TEXT, json_field


class NamedEntity(Model):
    """An application, a course or an activity, by its name.

    Attributes:
        id: IRI of the entity.
        name: Name of the entity.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str | None = json_field("id", TEXT, default=None)
    name: str = json_field("name", TEXT)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_named_entity = NamedEntity._parse
