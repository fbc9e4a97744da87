from __future__ import annotations

import datetime
from typing import Any

from timeback_api.events.models.profile import Profile
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Choice, Text, json_field


class Event(Model):
    """An event of any type of the standard.

    Attributes:
        context: Context of the standard, `http://purl.imsglobal.org/ctx/caliper/v1p2`.
        id: Id of the event. The sender makes it; the platform returns it as `externalId`.
        event_time: When it happened, in UTC with three decimals and `Z`.
        ed_app: The application in which it happened.
        target: The part of the object that the action is about.
        referrer: The entity from which the actor came.
        group: The group, such as a class, in which the actor acted.
        membership: The membership of the actor in the group.
        session: The session of the actor in the application.
        federated_session: The session of the actor in a learning platform that started the application.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
        type_: Type of the event, such as `ViewEvent`.
        profile: Metric profile of an event: the part of the standard that defines it. `TimebackProfile` is the
            platform's own.
        actor: The person or application that acted.
        action: What the actor did, such as `Viewed`.
        object_: What the actor acted on.
        generated: What resulted from the action.
    """

    context: str | None = json_field("@context", TEXT, default=None)
    id: str = json_field("id", Text(0, "^urn:uuid:(.*)$"))
    event_time: datetime.datetime = json_field("eventTime", DATETIME)
    ed_app: str | dict[str, Any] | None = json_field("edApp", AnyOf(TEXT, OBJECT), default=None)
    target: str | dict[str, Any] | None = json_field("target", AnyOf(TEXT, OBJECT), default=None)
    referrer: str | dict[str, Any] | None = json_field("referrer", AnyOf(TEXT, OBJECT), default=None)
    group: str | dict[str, Any] | None = json_field("group", AnyOf(TEXT, OBJECT), default=None)
    membership: str | dict[str, Any] | None = json_field("membership", AnyOf(TEXT, OBJECT), default=None)
    session: str | dict[str, Any] | None = json_field("session", AnyOf(TEXT, OBJECT), default=None)
    federated_session: str | dict[str, Any] | None = json_field("federatedSession", AnyOf(TEXT, OBJECT), default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)
    type_: str = json_field("type", TEXT)
    profile: Profile | str = json_field("profile", Choice(Profile))
    actor: str | dict[str, Any] = json_field("actor", AnyOf(TEXT, OBJECT))
    action: str = json_field("action", TEXT)
    object_: str | dict[str, Any] = json_field("object", AnyOf(TEXT, OBJECT))
    generated: str | dict[str, Any] | None = json_field("generated", AnyOf(TEXT, OBJECT), default=None)


parse_event = Event._parse
