"""A course with its content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.course import Course, parse_course
from timeback_api.powerpath.models.tree_component import TreeComponent, parse_tree_component
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseTree(Model):
    """A course with its content. The syllabus contains all of it, a lesson plan the content visible to the student.

    Attributes:
        course: A OneRoster course.
        sub_components: The components at the top, in order.
    """

    FIELDS = {
        "course": Field("course", ModelOf(Course), True),
        "sub_components": Field("subComponents", ListOf(ModelOf(TreeComponent)), True),
    }
    NESTED = {"course": ("course", Course), "sub_components": ("subComponents", TreeComponent)}

    course: Course
    sub_components: list[TreeComponent]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseTree)
        value: Any
        data = self._start_dict()
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.sub_components) is not None or "subComponents" in data:
            data["subComponents"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_course(value, True) if type(value := data.get("course")) is dict else value
        self.sub_components = parse_list_deep(data.get("subComponents"), parse_tree_component)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseTree:
        return parse_course_tree(data)


_UntrackedCourseTree = untracked_subclass(CourseTree)


def parse_course_tree(data: Any, deep: bool = False) -> CourseTree:
    instance: CourseTree = new_model(_UntrackedCourseTree)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseTree
    return instance
