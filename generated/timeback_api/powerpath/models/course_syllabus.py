"""Reply that carries the syllabus of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSyllabus(Model):
    """Reply that carries the syllabus of a course.

    Attributes:
        syllabus: A course with its content. The syllabus contains all of it, a lesson plan the content visible to the
            student.
    """

    FIELDS = {"syllabus": Field("syllabus", ModelOf(CourseTree))}
    NESTED = {"syllabus": ("syllabus", CourseTree)}

    syllabus: CourseTree | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseSyllabus)
        value: Any
        data = self._start_dict()
        if (value := self.syllabus) is not None or "syllabus" in data:
            data["syllabus"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.syllabus = parse_course_tree(value, True) if type(value := data.get("syllabus")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSyllabus:
        return parse_course_syllabus(data)


_UntrackedCourseSyllabus = untracked_subclass(CourseSyllabus)


def parse_course_syllabus(data: Any, deep: bool = False) -> CourseSyllabus:
    instance: CourseSyllabus = new_model(_UntrackedCourseSyllabus)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseSyllabus
    return instance
