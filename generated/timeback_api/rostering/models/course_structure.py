"""A course with its complete structure."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.course import Course, parse_course
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseStructure(Model):
    """A course with its complete structure.

    Attributes:
        course: The course itself.
        course_structure: The parts of the course and the QTI tests in them. The platform does not document the
            properties.
    """

    FIELDS = {
        "course": Field("course", ModelOf(Course), True),
        "course_structure": Field("courseStructure", OBJECT, True),
    }
    NESTED = {"course": ("course", Course)}

    course: Course
    course_structure: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseStructure)
        value: Any
        data = self._start_dict()
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course_structure) is not None or "courseStructure" in data:
            data["courseStructure"] = value if value is data.get("courseStructure") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_course(value, True) if type(value := data.get("course")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseStructure:
        return parse_course_structure(data)


_UntrackedCourseStructure = untracked_subclass(CourseStructure)


def parse_course_structure(data: Any, deep: bool = False) -> CourseStructure:
    instance: CourseStructure = new_model(_UntrackedCourseStructure)
    instance._received = data
    instance._changed = None
    instance.course_structure = data.get("courseStructure")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseStructure
    return instance
