from __future__ import annotations

from typing import Any

from timeback_api.common.models.subject import Subject
from timeback_api.events.models.named_entity import NamedEntity
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, OBJECT, TEXT, Choice, OneOf, json_field


class ActivityContext(Model):
    """The activity of an event, with its subject, application and course.

    Attributes:
        id: IRI of the activity.
        type_: Type of the entity.
        subject: School subject. The platform may add others.
        app: The application.
        course: The course. Its address in OneRoster is the best id.
        activity: The activity. Its address in OneRoster is the best id.
        process: Whether the platform makes a result of the activity. XP may not be counted without it.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", OneOf("TimebackActivityContext"), default="TimebackActivityContext", required=True)
    subject: Subject | str = json_field("subject", Choice(Subject, pattern="^.+$"))
    app: NamedEntity = json_field("app", ModelOf(NamedEntity))
    course: NamedEntity | None = json_field("course", ModelOf(NamedEntity), default=None)
    activity: NamedEntity | None = json_field("activity", ModelOf(NamedEntity), default=None)
    process: bool | None = json_field("process", BOOLEAN, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_activity_context = ActivityContext._parse
