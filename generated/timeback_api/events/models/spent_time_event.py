from __future__ import annotations

import datetime
from typing import Any

from timeback_api.events.models.activity_context import ActivityContext
from timeback_api.events.models.time_spent_metrics import TimeSpentMetrics
from timeback_api.events.models.timeback_user import TimebackUser
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, OneOf, Text, json_field


class SpentTimeEvent(Model):
    """A student spent time on an activity, actively or not.

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
        type_: Type of the event.
        profile: Metric profile of the event.
        actor: The student of an event. The platform accepts no other properties here.
        action: What the student did.
        object_: The activity of an event, with its subject, application and course.
        generated: How much time a student spent, by kind.
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
    type_: str = json_field("type", OneOf("TimeSpentEvent"), default="TimeSpentEvent", required=True)
    profile: str = json_field("profile", OneOf("TimebackProfile"), default="TimebackProfile", required=True)
    actor: TimebackUser = json_field("actor", ModelOf(TimebackUser))
    action: str = json_field("action", OneOf("SpentTime"), default="SpentTime", required=True)
    object_: ActivityContext = json_field("object", ModelOf(ActivityContext))
    generated: TimeSpentMetrics = json_field("generated", ModelOf(TimeSpentMetrics))


parse_spent_time_event = SpentTimeEvent._parse
