from __future__ import annotations

import datetime
from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Text, json_field


class EventContext(Model):
    """What all events have in common.

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


parse_event_context = EventContext._parse
