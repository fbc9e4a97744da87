from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.lesson_type import LessonType
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, INTEGER, NUMBER, OBJECT, TEXT, AnyOf, Choice, Text, json_field


class ComponentResource(Model):
    """A resource in a course component. It is a lesson for students. An extension of the platform: another provider may
    not know it.

    Attributes:
        sourced_id: Id of the component resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the component resource was last changed. The server sets it.
        title: Name of the lesson.
        sort_order: Position among the resources of the component, lowest first.
        course_component: The component that contains the resource.
        resource: The resource that is placed.
    """

    sourced_id: str = json_field("sourcedId", Text(1))
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    sort_order: int | float | None = json_field("sortOrder", AnyOf(INTEGER, NUMBER), default=None)
    lesson_type: LessonType | str | None = json_field("lessonType", Choice(LessonType), default=None)
    course_component: Reference = json_field("courseComponent", ModelOf(Reference))
    resource: Reference = json_field("resource", ModelOf(Reference))
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {"courseComponent.sourcedId", "courseComponentSourcedId", "resource.sourcedId", "resourceSourcedId"}
    )


parse_component_resource = ComponentResource._parse
