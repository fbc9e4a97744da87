"""A course with its complete structure."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseStructure(Model):
    """A course with its complete structure. The platform defines the schemas of the two parts.

    Attributes:
        course: The course itself.
        course_structure: The components of the course and the resources in them.
    """

    FIELDS = {"course": Field("course", OBJECT, True), "course_structure": Field("courseStructure", OBJECT, True)}

    course: dict[str, Any]
    course_structure: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseStructure)
        value: Any
        data = self._start_dict()
        if (value := self.course) is not None or "course" in data:
            data["course"] = value if value is data.get("course") else to_json(value)
        if (value := self.course_structure) is not None or "courseStructure" in data:
            data["courseStructure"] = value if value is data.get("courseStructure") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseStructure:
        return parse_course_structure(data)


_UntrackedCourseStructure = untracked_subclass(CourseStructure)


def parse_course_structure(data: Any) -> CourseStructure:
    instance: CourseStructure = new_model(_UntrackedCourseStructure)
    instance._received = data
    instance._changed = None
    instance.course = data.get("course")
    instance.course_structure = data.get("courseStructure")
    instance.__class__ = CourseStructure
    return instance
