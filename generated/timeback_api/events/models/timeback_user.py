"""The student of an event."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.timeback_role import TimebackRole, as_timeback_role
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, TEXT, Choice, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TimebackUser(Model):
    """The student of an event. The platform accepts no other properties here.

    Attributes:
        id: Address of the user in OneRoster, or another IRI.
        email: E-mail address. The platform's analytics are found by it.
        type_: Type of the entity.
        name: Name of the person.
        role: Role of a person in an event.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("TimebackUser"), True),
        "email": Field("email", TEXT, True),
        "name": Field("name", TEXT),
        "role": Field("role", Choice(TimebackRole)),
        "extensions": Field("extensions", OBJECT),
    }

    id: str
    email: str
    type_: str = "TimebackUser"
    name: str | None = None
    role: TimebackRole | str | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TimebackUser)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.email) is not None or "email" in data:
            data["email"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.role) is not None or "role" in data:
            data["role"] = value if type(value) is str else enum_to_json(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TimebackUser:
        return parse_timeback_user(data)


_UntrackedTimebackUser = untracked_subclass(TimebackUser)


def parse_timeback_user(data: Any) -> TimebackUser:
    instance: TimebackUser = new_model(_UntrackedTimebackUser)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.email = data.get("email")
    instance.name = data.get("name")
    instance.role = as_timeback_role(value, value) if type(value := data.get("role")) is str else value
    instance.extensions = data.get("extensions")
    instance.__class__ = TimebackUser
    return instance
