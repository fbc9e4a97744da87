"""A student completed an activity."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.events.models.activity_context import ActivityContext, parse_activity_context
from timeback_api.events.models.activity_metrics import ActivityMetrics, parse_activity_metrics
from timeback_api.events.models.timeback_user import TimebackUser, parse_timeback_user
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Field, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CompletedActivityEvent(Model):
    """A student completed an activity. The platform adds its metrics to the student's activity, and makes a result of
    it if the activity has `process: true`.

    Attributes:
        id: Id of the event. The sender makes it; the platform returns it as `externalId`.
        event_time: When it happened, in UTC with three decimals and `Z`.
        actor: The student of an event. The platform accepts no other properties here.
        object_: The activity of an event, with its subject, application and course.
        generated: What a student reached in an activity.
        context: Context of the standard, `http://purl.imsglobal.org/ctx/caliper/v1p2`.
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
        action: What the student did.
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
        "type_": Field("type", OneOf("ActivityEvent"), True),
        "profile": Field("profile", OneOf("TimebackProfile"), True),
        "actor": Field("actor", ModelOf(TimebackUser), True),
        "action": Field("action", OneOf("Completed"), True),
        "object_": Field("object", ModelOf(ActivityContext), True),
        "generated": Field("generated", ModelOf(ActivityMetrics), True),
    }
    NESTED = {
        "actor": ("actor", TimebackUser),
        "object_": ("object", ActivityContext),
        "generated": ("generated", ActivityMetrics),
    }

    id: str
    event_time: datetime.datetime
    actor: TimebackUser
    object_: ActivityContext
    generated: ActivityMetrics
    context: str | None = None
    ed_app: str | dict[str, Any] | None = None
    target: str | dict[str, Any] | None = None
    referrer: str | dict[str, Any] | None = None
    group: str | dict[str, Any] | None = None
    membership: str | dict[str, Any] | None = None
    session: str | dict[str, Any] | None = None
    federated_session: str | dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None
    type_: str = "ActivityEvent"
    profile: str = "TimebackProfile"
    action: str = "Completed"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CompletedActivityEvent)
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
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.profile) is not None or "profile" in data:
            data["profile"] = value
        if (value := self.actor) is not None or "actor" in data:
            data["actor"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.action) is not None or "action" in data:
            data["action"] = value
        if (value := self.object_) is not None or "object" in data:
            data["object"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.generated) is not None or "generated" in data:
            data["generated"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.actor = parse_timeback_user(value) if type(value := data.get("actor")) is dict else value
        self.object_ = parse_activity_context(value, True) if type(value := data.get("object")) is dict else value
        self.generated = parse_activity_metrics(value, True) if type(value := data.get("generated")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CompletedActivityEvent:
        return parse_completed_activity_event(data)


_UntrackedCompletedActivityEvent = untracked_subclass(CompletedActivityEvent)


def parse_completed_activity_event(data: Any, deep: bool = False) -> CompletedActivityEvent:
    instance: CompletedActivityEvent = new_model(_UntrackedCompletedActivityEvent)
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
    instance.type_ = data.get("type")
    instance.profile = data.get("profile")
    instance.action = data.get("action")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CompletedActivityEvent
    return instance
