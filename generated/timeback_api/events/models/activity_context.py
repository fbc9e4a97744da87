"""The activity of an event, with its subject, application and course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.subject import Subject, as_subject
from timeback_api.events.models.named_entity import NamedEntity, parse_named_entity
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, OBJECT, TEXT, Choice, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ActivityContext(Model):
    """The activity of an event, with its subject, application and course.

    Attributes:
        id: IRI of the activity.
        subject: School subject. The platform may add others.
        app: The application.
        type_: Type of the entity.
        course: The course. Its address in OneRoster is the best id.
        activity: The activity. Its address in OneRoster is the best id.
        process: Whether the platform makes a result of the activity. XP may not be counted without it.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("TimebackActivityContext"), True),
        "subject": Field("subject", Choice(Subject, pattern="^.+$"), True),
        "app": Field("app", ModelOf(NamedEntity), True),
        "course": Field("course", ModelOf(NamedEntity)),
        "activity": Field("activity", ModelOf(NamedEntity)),
        "process": Field("process", BOOLEAN),
        "extensions": Field("extensions", OBJECT),
    }
    NESTED = {"app": ("app", NamedEntity), "course": ("course", NamedEntity), "activity": ("activity", NamedEntity)}

    id: str
    subject: Subject | str
    app: NamedEntity
    type_: str = "TimebackActivityContext"
    course: NamedEntity | None = None
    activity: NamedEntity | None = None
    process: bool | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ActivityContext)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        if (value := self.app) is not None or "app" in data:
            data["app"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.activity) is not None or "activity" in data:
            data["activity"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.process) is not None or "process" in data:
            data["process"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.app = parse_named_entity(value) if type(value := data.get("app")) is dict else value
        self.course = parse_named_entity(value) if type(value := data.get("course")) is dict else value
        self.activity = parse_named_entity(value) if type(value := data.get("activity")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ActivityContext:
        return parse_activity_context(data)


_UntrackedActivityContext = untracked_subclass(ActivityContext)


def parse_activity_context(data: Any, deep: bool = False) -> ActivityContext:
    instance: ActivityContext = new_model(_UntrackedActivityContext)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.process = data.get("process")
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ActivityContext
    return instance
