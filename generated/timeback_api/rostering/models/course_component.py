"""A part of a course, such as a unit."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, WHOLE, Choice, Either, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseComponent(Model):
    """A part of a course, such as a unit. Components nest, and lessons stand in them as component resources.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Name of the component.
        course: The course that the component is part of.
        sourced_id: Id of the course component.
        date_last_modified: When the course component was last changed. The server sets it.
        sort_order: Place among the components with the same parent, lowest first.
        parent: The component that this one is nested in; none at the top of the course.
        course_component: Documented by the platform beside `parent`, in the same shape and without a difference;
            prefer `parent`.
        prerequisites: What a student must have done before, as a rule ids of other components.
        prerequisite_criteria: How the prerequisites combine, such as all of them or any.
        unlock_date: Day or time from which students can open the component, in ISO 8601.
    """
    status: Status | str | None
    title: str | None
    course: Reference | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
    sort_order: int | float | None = None
    parent: Reference | None = None
    course_component: Reference | None = None
    prerequisites: list[str] | None = None
    prerequisite_criteria: str | None = None
    unlock_date: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseComponent)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.sort_order) is not None or "sortOrder" in d:
            d["sortOrder"] = v
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.parent) is not None or "parent" in d:
            d["parent"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.course_component) is not None or "courseComponent" in d:
            d["courseComponent"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.prerequisites) is not None or "prerequisites" in d:
            d["prerequisites"] = v
        if (v := self.prerequisite_criteria) is not None or "prerequisiteCriteria" in d:
            d["prerequisiteCriteria"] = v
        if (v := self.unlock_date) is not None or "unlockDate" in d:
            d["unlockDate"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course = parse_reference(v) if type(v := d.get("course")) is dict else v
        self.parent = parse_reference(v) if type(v := d.get("parent")) is dict else v
        self.course_component = parse_reference(v) if type(v := d.get("courseComponent")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseComponent:
        return parse_course_component(data)


def parse_course_component(d: dict[str, Any], whole: bool = False) -> CourseComponent:
    self: CourseComponent = new(_CourseComponent)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.sort_order = d.get("sortOrder")
    self.prerequisites = d.get("prerequisites")
    self.prerequisite_criteria = d.get("prerequisiteCriteria")
    self.unlock_date = d.get("unlockDate")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CourseComponent
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402

_CourseComponent = seed(CourseComponent)
CourseComponent.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "sort_order": Field("sortOrder", Either(WHOLE, NUMBER)),
    "course": Field("course", One(Reference), True),
    "parent": Field("parent", One(Reference)),
    "course_component": Field("courseComponent", One(Reference)),
    "prerequisites": Field("prerequisites", Many(TEXT)),
    "prerequisite_criteria": Field("prerequisiteCriteria", TEXT),
    "unlock_date": Field("unlockDate", TEXT),
    "metadata": Field("metadata", FREE),
}
CourseComponent.INSIDE = {
    "course": ("course", Reference),
    "parent": ("parent", Reference),
    "course_component": ("courseComponent", Reference),
}
CourseComponent.FILTERS = frozenset({"course.sourcedId", "courseComponent.sourcedId", "courseComponentSourcedId", "courseSourcedId", "parent.sourcedId", "parentSourcedId"})
