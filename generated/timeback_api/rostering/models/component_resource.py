"""A resource in a course component."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.lesson_type import LessonType, as_lesson_type
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
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
from timeback_runtime.validators import DATETIME, INTEGER, NUMBER, OBJECT, TEXT, AnyOf, Choice, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ComponentResource(Model):
    """A resource in a course component. It is a lesson for students. An extension of the platform: another provider may
    not know it.

    Attributes:
        sourced_id: Id of the component resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the lesson.
        course_component: The component that contains the resource.
        resource: The resource that is placed.
        date_last_modified: When the component resource was last changed. The server sets it.
        sort_order: Position among the resources of the component, lowest first.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1), True),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "sort_order": Field("sortOrder", AnyOf(INTEGER, NUMBER)),
        "lesson_type": Field("lessonType", Choice(LessonType)),
        "course_component": Field("courseComponent", ModelOf(Reference), True),
        "resource": Field("resource", ModelOf(Reference), True),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {"course_component": ("courseComponent", Reference), "resource": ("resource", Reference)}

    FILTERS = frozenset(
        {"courseComponent.sourcedId", "courseComponentSourcedId", "resource.sourcedId", "resourceSourcedId"}
    )

    sourced_id: str
    status: Status | str
    title: str
    course_component: Reference
    resource: Reference
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    sort_order: int | float | None = None
    lesson_type: LessonType | str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ComponentResource)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.sort_order) is not None or "sortOrder" in data:
            data["sortOrder"] = value
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.course_component) is not None or "courseComponent" in data:
            data["courseComponent"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.resource) is not None or "resource" in data:
            data["resource"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course_component = parse_reference(value) if type(value := data.get("courseComponent")) is dict else value
        self.resource = parse_reference(value) if type(value := data.get("resource")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ComponentResource:
        return parse_component_resource(data)


_UntrackedComponentResource = untracked_subclass(ComponentResource)


def parse_component_resource(data: Any, deep: bool = False) -> ComponentResource:
    instance: ComponentResource = new_model(_UntrackedComponentResource)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.sort_order = data.get("sortOrder")
    instance.lesson_type = as_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ComponentResource
    return instance
