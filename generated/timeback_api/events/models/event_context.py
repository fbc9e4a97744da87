"""What all events have in common."""

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
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EventContext(Model):
    """What all events have in common.

    Attributes:
        id: Id of the event. The sender makes it; the platform returns it as `externalId`.
        event_time: When it happened, in UTC with three decimals and `Z`.
        context: Context of the standard, `http://purl.imsglobal.org/ctx/caliper/v1p2`.
        ed_app: The application in which it happened.
        target: The part of the object that the action is about.
        referrer: The entity from which the actor came.
        group: The group, such as a class, in which the actor acted.
        membership: The membership of the actor in the group.
        session: The session of the actor in the application.
        federated_session: The session of the actor in a learning platform that started the application.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "context": Field("@context", TEXT),
        "id": Field("id", Text(0, "^urn:uuid:(.*)$"), True),
        "event_time": Field("eventTime", DATETIME, True),
        "ed_app": Field("edApp", AnyOf(TEXT, OBJECT)),
        "target": Field("target", AnyOf(TEXT, OBJECT)),
        "referrer": Field("referrer", AnyOf(TEXT, OBJECT)),
        "group": Field("group", AnyOf(TEXT, OBJECT)),
        "membership": Field("membership", AnyOf(TEXT, OBJECT)),
        "session": Field("session", AnyOf(TEXT, OBJECT)),
        "federated_session": Field("federatedSession", AnyOf(TEXT, OBJECT)),
        "extensions": Field("extensions", OBJECT),
    }

    id: str
    event_time: datetime.datetime
    context: str | None = None
    ed_app: str | dict[str, Any] | None = None
    target: str | dict[str, Any] | None = None
    referrer: str | dict[str, Any] | None = None
    group: str | dict[str, Any] | None = None
    membership: str | dict[str, Any] | None = None
    session: str | dict[str, Any] | None = None
    federated_session: str | dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EventContext)
        value: Any
        data = self._start_dict()
        if (value := self.context) is not None or "@context" in data:
            data["@context"] = value
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.event_time) is not None or "eventTime" in data:
            data["eventTime"] = format_datetime(value, data.get("eventTime"))
        if (value := self.ed_app) is not None or "edApp" in data:
            data["edApp"] = value if value is data.get("edApp") else to_json(value)
        if (value := self.target) is not None or "target" in data:
            data["target"] = value if value is data.get("target") else to_json(value)
        if (value := self.referrer) is not None or "referrer" in data:
            data["referrer"] = value if value is data.get("referrer") else to_json(value)
        if (value := self.group) is not None or "group" in data:
            data["group"] = value if value is data.get("group") else to_json(value)
        if (value := self.membership) is not None or "membership" in data:
            data["membership"] = value if value is data.get("membership") else to_json(value)
        if (value := self.session) is not None or "session" in data:
            data["session"] = value if value is data.get("session") else to_json(value)
        if (value := self.federated_session) is not None or "federatedSession" in data:
            data["federatedSession"] = value if value is data.get("federatedSession") else to_json(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EventContext:
        return parse_event_context(data)


_UntrackedEventContext = untracked_subclass(EventContext)


def parse_event_context(data: Any) -> EventContext:
    instance: EventContext = new_model(_UntrackedEventContext)
    instance._received = data
    instance._changed = None
    instance.context = data.get("@context")
    instance.id = data.get("id")
    instance.event_time = parse_datetime(value) if type(value := data.get("eventTime")) is str else value
    instance.ed_app = data.get("edApp")
    instance.target = data.get("target")
    instance.referrer = data.get("referrer")
    instance.group = data.get("group")
    instance.membership = data.get("membership")
    instance.session = data.get("session")
    instance.federated_session = data.get("federatedSession")
    instance.extensions = data.get("extensions")
    instance.__class__ = EventContext
    return instance
