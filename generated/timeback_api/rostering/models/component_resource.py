"""A resource in its place in a course component."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, WHOLE, Choice, Either, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ComponentResource(Model):
    """A resource in its place in a course component. Students meet it as a lesson.

    Attributes:
        sourced_id: Id of the component resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Name of the lesson.
        course_component: The component that the resource is placed in.
        resource: The resource that is placed.
        date_last_modified: When the component resource was last changed. The server sets it.
        sort_order: Place among the resources of the component, lowest first.
    """
    sourced_id: str | None
    status: Status | str | None
    title: str | None
    course_component: Reference | None
    resource: Reference | None
    date_last_modified: datetime.datetime | None = None
    sort_order: int | float | None = None
    lesson_type: LessonType | str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ComponentResource)
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
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.course_component) is not None or "courseComponent" in d:
            d["courseComponent"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.resource) is not None or "resource" in d:
            d["resource"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course_component = parse_reference(v) if type(v := d.get("courseComponent")) is dict else v
        self.resource = parse_reference(v) if type(v := d.get("resource")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ComponentResource:
        return parse_component_resource(data)


def parse_component_resource(d: dict[str, Any], whole: bool = False) -> ComponentResource:
    self: ComponentResource = new(_ComponentResource)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.sort_order = d.get("sortOrder")
    self.lesson_type = as_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ComponentResource
    return self


from timeback_api.common.models.lesson_type import LessonType, as_lesson_type  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402

_ComponentResource = seed(ComponentResource)
ComponentResource.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1), True),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "sort_order": Field("sortOrder", Either(WHOLE, NUMBER)),
    "lesson_type": Field("lessonType", Choice(LessonType)),
    "course_component": Field("courseComponent", One(Reference), True),
    "resource": Field("resource", One(Reference), True),
    "metadata": Field("metadata", FREE),
}
ComponentResource.INSIDE = {
    "course_component": ("courseComponent", Reference),
    "resource": ("resource", Reference),
}
ComponentResource.FILTERS = frozenset({"courseComponent.sourcedId", "courseComponentSourcedId", "resource.sourcedId", "resourceSourcedId"})
