from __future__ import annotations

import datetime
from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, INTEGER, OBJECT, TEXT, AnyOf, json_field


class StoredEvent(Model):
    """A stored event. It is personal data of its actor. Entities are objects, IRIs or null, as they were sent.

    Attributes:
        id: Number that the platform gave the event.
        external_id: Id of the event as its sender chose it.
        sensor: IRI of the sensor that sent the event.
        type_: Type of the event.
        profile: Metric profile of the event.
        action: What the actor did.
        event_time: When it happened.
        send_time: When it was sent.
        created_at: When the platform stored the event.
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

    id: int = json_field("id", INTEGER)
    external_id: str = json_field("externalId", TEXT)
    sensor: str = json_field("sensor", TEXT)
    type_: str = json_field("type", TEXT)
    profile: str | None = json_field("profile", TEXT, default=None)
    action: str = json_field("action", TEXT)
    event_time: datetime.datetime = json_field("eventTime", DATETIME)
    send_time: datetime.datetime = json_field("sendTime", DATETIME)
    created_at: datetime.datetime = json_field("created_at", DATETIME)
    updated_at: datetime.datetime | None = json_field("updated_at", DATETIME, default=None)
    deleted_at: datetime.datetime | None = json_field("deleted_at", DATETIME, default=None)
    actor: str | dict[str, Any] | None = json_field("actor", AnyOf(TEXT, OBJECT), default=None)
    object_: str | dict[str, Any] | None = json_field("object", AnyOf(TEXT, OBJECT), default=None)
    generated: str | dict[str, Any] | None = json_field("generated", AnyOf(TEXT, OBJECT), default=None)
    target: str | dict[str, Any] | None = json_field("target", AnyOf(TEXT, OBJECT), default=None)
    referrer: str | dict[str, Any] | None = json_field("referrer", AnyOf(TEXT, OBJECT), default=None)
    ed_app: str | dict[str, Any] | None = json_field("edApp", AnyOf(TEXT, OBJECT), default=None)
    group: str | dict[str, Any] | None = json_field("group", AnyOf(TEXT, OBJECT), default=None)
    membership: str | dict[str, Any] | None = json_field("membership", AnyOf(TEXT, OBJECT), default=None)
    session: str | dict[str, Any] | None = json_field("session", AnyOf(TEXT, OBJECT), default=None)
    federated_session: str | dict[str, Any] | None = json_field("federatedSession", AnyOf(TEXT, OBJECT), default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)
    client_app_id: str | None = json_field("clientAppId", TEXT, default=None)


parse_stored_event = StoredEvent._parse
