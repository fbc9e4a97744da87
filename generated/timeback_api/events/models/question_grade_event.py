"""An answer was graded."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.events.models.profile import Profile, as_profile
from timeback_api.events.models.score import Score, parse_score
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Choice, Field, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionGradeEvent(Model):
    """An answer was graded.

    Attributes:
        id: Id of the event. The sender makes it; the platform returns it as `externalId`.
        event_time: When it happened, in UTC with three decimals and `Z`.
        profile: Metric profile of the event, `GradingProfile`.
        actor: Who graded the answer.
        object_: The attempt. The platform expects its IRI.
        generated: The score, or its IRI.
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
        action: What was done.
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
        "type_": Field("type", OneOf("GradeEvent"), True),
        "profile": Field("profile", Choice(Profile), True),
        "actor": Field("actor", AnyOf(TEXT, OBJECT), True),
        "action": Field("action", OneOf("Graded"), True),
        "object_": Field("object", AnyOf(TEXT, OBJECT), True),
        "generated": Field("generated", AnyOf(TEXT, ModelOf(Score)), True),
    }
    NESTED = {"generated": ("generated", None)}

    id: str
    event_time: datetime.datetime
    profile: Profile | str
    actor: str | dict[str, Any]
    object_: str | dict[str, Any]
    generated: str | Score
    context: str | None = None
    ed_app: str | dict[str, Any] | None = None
    target: str | dict[str, Any] | None = None
    referrer: str | dict[str, Any] | None = None
    group: str | dict[str, Any] | None = None
    membership: str | dict[str, Any] | None = None
    session: str | dict[str, Any] | None = None
    federated_session: str | dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None
    type_: str = "GradeEvent"
    action: str = "Graded"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionGradeEvent)
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
            data["profile"] = value if type(value) is str else enum_to_json(value)
        if (value := self.actor) is not None or "actor" in data:
            data["actor"] = value if value is data.get("actor") else to_json(value)
        if (value := self.action) is not None or "action" in data:
            data["action"] = value
        if (value := self.object_) is not None or "object" in data:
            data["object"] = value if value is data.get("object") else to_json(value)
        if (value := self.generated) is not None or "generated" in data:
            data["generated"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.generated = parse_score(value) if type(value := data.get("generated")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionGradeEvent:
        return parse_question_grade_event(data)


_UntrackedQuestionGradeEvent = untracked_subclass(QuestionGradeEvent)


def parse_question_grade_event(data: Any, deep: bool = False) -> QuestionGradeEvent:
    instance: QuestionGradeEvent = new_model(_UntrackedQuestionGradeEvent)
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
    instance.profile = as_profile(value, value) if type(value := data.get("profile")) is str else value
    instance.actor = data.get("actor")
    instance.action = data.get("action")
    instance.object_ = data.get("object")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = QuestionGradeEvent
    return instance
