"""Wrapper of one course component, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCourseComponent(Model):
    """Wrapper of one course component, used in requests and replies.

    Attributes:
        course_component: A part of a course, such as a unit. Components can be nested and contain lessons as component
            resources. An extension of the platform: another provider may not know it.
    """

    FIELDS = {"course_component": Field("courseComponent", ModelOf(CourseComponent), True)}
    NESTED = {"course_component": ("courseComponent", CourseComponent)}

    course_component: CourseComponent

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCourseComponent)
        value: Any
        data = self._start_dict()
        if (value := self.course_component) is not None or "courseComponent" in data:
            data["courseComponent"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course_component = (
            parse_course_component(value, True) if type(value := data.get("courseComponent")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCourseComponent:
        return parse_single_course_component(data)


_UntrackedSingleCourseComponent = untracked_subclass(SingleCourseComponent)


def parse_single_course_component(data: Any, deep: bool = False) -> SingleCourseComponent:
    instance: SingleCourseComponent = new_model(_UntrackedSingleCourseComponent)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCourseComponent
    return instance
