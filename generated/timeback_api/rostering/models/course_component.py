from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, INTEGER, NUMBER, OBJECT, TEXT, AnyOf, Choice, ListOf, Text, json_field


class CourseComponent(Model):
    """A part of a course, such as a unit. Components can be nested and contain lessons as component resources. An
    extension of the platform: another provider may not know it.

    Attributes:
        sourced_id: Id of the course component.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the course component was last changed. The server sets it.
        title: Name of the component.
        sort_order: Position among the components with the same parent, lowest first.
        course: The course that the component is part of.
        parent: The parent component. Absent or null at the top of the course.
        course_component: Documented by the platform in addition to `parent`, with the same schema and meaning. Prefer
            `parent`.
        prerequisites: Prerequisites, usually ids of other components.
        prerequisite_criteria: How the prerequisites are combined, such as all or any of them.
        unlock_date: Day or time from which the component is available to students, in ISO 8601.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    sort_order: int | float | None = json_field("sortOrder", AnyOf(INTEGER, NUMBER), default=None)
    course: Reference = json_field("course", ModelOf(Reference))
    parent: Reference | None = json_field("parent", ModelOf(Reference), default=None)
    course_component: Reference | None = json_field("courseComponent", ModelOf(Reference), default=None)
    prerequisites: list[str] | None = json_field("prerequisites", ListOf(TEXT), default=None)
    prerequisite_criteria: str | None = json_field("prerequisiteCriteria", TEXT, default=None)
    unlock_date: str | None = json_field("unlockDate", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {
            "course.sourcedId",
            "courseComponent.sourcedId",
            "courseComponentSourcedId",
            "courseSourcedId",
            "parent.sourcedId",
            "parentSourcedId",
        }
    )


parse_course_component = CourseComponent._parse
