from __future__ import annotations

from typing import Any

from timeback_api.events.models.timeback_role import TimebackRole
from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, TEXT, Choice, OneOf, json_field


class TimebackUser(Model):
    """The student of an event. The platform accepts no other properties here.

    Attributes:
        id: Address of the user in OneRoster, or another IRI.
        type_: Type of the entity.
        email: E-mail address. The platform's analytics are found by it.
        name: Name of the person.
        role: Role of a person in an event.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", OneOf("TimebackUser"), default="TimebackUser", required=True)
    email: str = json_field("email", TEXT)
    name: str | None = json_field("name", TEXT, default=None)
    role: TimebackRole | str | None = json_field("role", Choice(TimebackRole), default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_timeback_user = TimebackUser._parse
