"""The application in which a course is taken."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseApp(Model):
    """The application in which a course is taken.

    Attributes:
        id: Id of the application.
        name: Name of the application.
        domains: Host names of the application.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "name": Field("name", TEXT, True),
        "domains": Field("domains", ListOf(TEXT), True),
    }

    id: str
    name: str
    domains: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseApp)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.domains) is not None or "domains" in data:
            data["domains"] = value if value is data.get("domains") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseApp:
        return parse_course_app(data)


_UntrackedCourseApp = untracked_subclass(CourseApp)


def parse_course_app(data: Any) -> CourseApp:
    instance: CourseApp = new_model(_UntrackedCourseApp)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.name = data.get("name")
    instance.domains = data.get("domains")
    instance.__class__ = CourseApp
    return instance
