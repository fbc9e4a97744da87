"""A stored event."""

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
from timeback_runtime.validators import DATETIME, INTEGER, OBJECT, TEXT, AnyOf, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StoredEvent(Model):
    """A stored event. It is personal data of its actor. Entities are objects, IRIs or null, as they were sent.

    Attributes:
        id: Number that the platform gave the event.
        external_id: Id of the event as its sender chose it.
        sensor: IRI of the sensor that sent the event.
        type_: Type of the event.
        action: What the actor did.
        event_time: When it happened.
        send_time: When it was sent.
        created_at: When the platform stored the event.
        profile: Metric profile of the event.
        updated_at: When the stored event was last changed.
        deleted_at: When the stored event was deleted.
        actor: The person or application that acted.
        object_: What the actor acted on.
        generated: What resulted from the action.
        target: The part of the object that the action is about.
        referrer: The entity from which the actor came.
        ed_app: The application in which it happened.
        group: The group in which the actor acted.
        membership: The membership of the actor in the group.
        session: The session of the actor in the application.
        federated_session: The session of the actor in a learning platform that started the application.
        client_app_id: Id of the client application that sent the event.
    """

    FIELDS = {
        "id": Field("id", INTEGER, True),
        "external_id": Field("externalId", TEXT, True),
        "sensor": Field("sensor", TEXT, True),
        "type_": Field("type", TEXT, True),
        "profile": Field("profile", TEXT),
        "action": Field("action", TEXT, True),
        "event_time": Field("eventTime", DATETIME, True),
        "send_time": Field("sendTime", DATETIME, True),
        "created_at": Field("created_at", DATETIME, True),
        "updated_at": Field("updated_at", DATETIME),
        "deleted_at": Field("deleted_at", DATETIME),
        "actor": Field("actor", AnyOf(TEXT, OBJECT)),
        "object_": Field("object", AnyOf(TEXT, OBJECT)),
        "generated": Field("generated", AnyOf(TEXT, OBJECT)),
        "target": Field("target", AnyOf(TEXT, OBJECT)),
        "referrer": Field("referrer", AnyOf(TEXT, OBJECT)),
        "ed_app": Field("edApp", AnyOf(TEXT, OBJECT)),
        "group": Field("group", AnyOf(TEXT, OBJECT)),
        "membership": Field("membership", AnyOf(TEXT, OBJECT)),
        "session": Field("session", AnyOf(TEXT, OBJECT)),
        "federated_session": Field("federatedSession", AnyOf(TEXT, OBJECT)),
        "extensions": Field("extensions", OBJECT),
        "client_app_id": Field("clientAppId", TEXT),
    }

    id: int
    external_id: str
    sensor: str
    type_: str
    action: str
    event_time: datetime.datetime
    send_time: datetime.datetime
    created_at: datetime.datetime
    profile: str | None = None
    updated_at: datetime.datetime | None = None
    deleted_at: datetime.datetime | None = None
    actor: str | dict[str, Any] | None = None
    object_: str | dict[str, Any] | None = None
    generated: str | dict[str, Any] | None = None
    target: str | dict[str, Any] | None = None
    referrer: str | dict[str, Any] | None = None
    ed_app: str | dict[str, Any] | None = None
    group: str | dict[str, Any] | None = None
    membership: str | dict[str, Any] | None = None
    session: str | dict[str, Any] | None = None
    federated_session: str | dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None
    client_app_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StoredEvent)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.external_id) is not None or "externalId" in data:
            data["externalId"] = value
        if (value := self.sensor) is not None or "sensor" in data:
            data["sensor"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.profile) is not None or "profile" in data:
            data["profile"] = value
        if (value := self.action) is not None or "action" in data:
            data["action"] = value
        if (value := self.event_time) is not None or "eventTime" in data:
            data["eventTime"] = format_datetime(value, data.get("eventTime"))
        if (value := self.send_time) is not None or "sendTime" in data:
            data["sendTime"] = format_datetime(value, data.get("sendTime"))
        if (value := self.created_at) is not None or "created_at" in data:
            data["created_at"] = format_datetime(value, data.get("created_at"))
        if (value := self.updated_at) is not None or "updated_at" in data:
            data["updated_at"] = format_datetime(value, data.get("updated_at"))
        if (value := self.deleted_at) is not None or "deleted_at" in data:
            data["deleted_at"] = format_datetime(value, data.get("deleted_at"))
        if (value := self.actor) is not None or "actor" in data:
            data["actor"] = value if value is data.get("actor") else to_json(value)
        if (value := self.object_) is not None or "object" in data:
            data["object"] = value if value is data.get("object") else to_json(value)
        if (value := self.generated) is not None or "generated" in data:
            data["generated"] = value if value is data.get("generated") else to_json(value)
        if (value := self.target) is not None or "target" in data:
            data["target"] = value if value is data.get("target") else to_json(value)
        if (value := self.referrer) is not None or "referrer" in data:
            data["referrer"] = value if value is data.get("referrer") else to_json(value)
        if (value := self.ed_app) is not None or "edApp" in data:
            data["edApp"] = value if value is data.get("edApp") else to_json(value)
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
        if (value := self.client_app_id) is not None or "clientAppId" in data:
            data["clientAppId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StoredEvent:
        return parse_stored_event(data)


_UntrackedStoredEvent = untracked_subclass(StoredEvent)


def parse_stored_event(data: Any) -> StoredEvent:
    instance: StoredEvent = new_model(_UntrackedStoredEvent)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.external_id = data.get("externalId")
    instance.sensor = data.get("sensor")
    instance.type_ = data.get("type")
    instance.profile = data.get("profile")
    instance.action = data.get("action")
    instance.event_time = parse_datetime(value) if type(value := data.get("eventTime")) is str else value
    instance.send_time = parse_datetime(value) if type(value := data.get("sendTime")) is str else value
    instance.created_at = parse_datetime(value) if type(value := data.get("created_at")) is str else value
    instance.updated_at = parse_datetime(value) if type(value := data.get("updated_at")) is str else value
    instance.deleted_at = parse_datetime(value) if type(value := data.get("deleted_at")) is str else value
    instance.actor = data.get("actor")
    instance.object_ = data.get("object")
    instance.generated = data.get("generated")
    instance.target = data.get("target")
    instance.referrer = data.get("referrer")
    instance.ed_app = data.get("edApp")
    instance.group = data.get("group")
    instance.membership = data.get("membership")
    instance.session = data.get("session")
    instance.federated_session = data.get("federatedSession")
    instance.extensions = data.get("extensions")
    instance.client_app_id = data.get("clientAppId")
    instance.__class__ = StoredEvent
    return instance
