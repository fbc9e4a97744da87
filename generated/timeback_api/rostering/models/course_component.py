"""A part of a course, such as a unit."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

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
from timeback_runtime.validators import DATETIME, INTEGER, NUMBER, OBJECT, TEXT, AnyOf, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseComponent(Model):
    """A part of a course, such as a unit. Components can be nested and contain lessons as component resources. An
    extension of the platform: another provider may not know it.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the component.
        course: The course that the component is part of.
        sourced_id: Id of the course component.
        date_last_modified: When the course component was last changed. The server sets it.
        sort_order: Position among the components with the same parent, lowest first.
        parent: The parent component. Absent or null at the top of the course.
        course_component: Documented by the platform in addition to `parent`, with the same schema and meaning. Prefer
            `parent`.
        prerequisites: Prerequisites, usually ids of other components.
        prerequisite_criteria: How the prerequisites are combined, such as all or any of them.
        unlock_date: Day or time from which the component is available to students, in ISO 8601.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "sort_order": Field("sortOrder", AnyOf(INTEGER, NUMBER)),
        "course": Field("course", ModelOf(Reference), True),
        "parent": Field("parent", ModelOf(Reference)),
        "course_component": Field("courseComponent", ModelOf(Reference)),
        "prerequisites": Field("prerequisites", ListOf(TEXT)),
        "prerequisite_criteria": Field("prerequisiteCriteria", TEXT),
        "unlock_date": Field("unlockDate", TEXT),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "course": ("course", Reference),
        "parent": ("parent", Reference),
        "course_component": ("courseComponent", Reference),
    }

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

    status: Status | str
    title: str
    course: Reference
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    sort_order: int | float | None = None
    parent: Reference | None = None
    course_component: Reference | None = None
    prerequisites: list[str] | None = None
    prerequisite_criteria: str | None = None
    unlock_date: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseComponent)
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
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.parent) is not None or "parent" in data:
            data["parent"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course_component) is not None or "courseComponent" in data:
            data["courseComponent"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.prerequisites) is not None or "prerequisites" in data:
            data["prerequisites"] = value if value is data.get("prerequisites") else to_json(value)
        if (value := self.prerequisite_criteria) is not None or "prerequisiteCriteria" in data:
            data["prerequisiteCriteria"] = value
        if (value := self.unlock_date) is not None or "unlockDate" in data:
            data["unlockDate"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_reference(value) if type(value := data.get("course")) is dict else value
        self.parent = parse_reference(value) if type(value := data.get("parent")) is dict else value
        self.course_component = parse_reference(value) if type(value := data.get("courseComponent")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseComponent:
        return parse_course_component(data)


_UntrackedCourseComponent = untracked_subclass(CourseComponent)


def parse_course_component(data: Any, deep: bool = False) -> CourseComponent:
    instance: CourseComponent = new_model(_UntrackedCourseComponent)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.sort_order = data.get("sortOrder")
    instance.prerequisites = data.get("prerequisites")
    instance.prerequisite_criteria = data.get("prerequisiteCriteria")
    instance.unlock_date = data.get("unlockDate")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseComponent
    return instance
