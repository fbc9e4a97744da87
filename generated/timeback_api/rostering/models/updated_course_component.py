"""Result of the replacement of a course component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedCourseComponent(Model):
    """Result of the replacement of a course component. It may contain the course component.

    Attributes:
        course_component: A part of a course, such as a unit. Components can be nested and contain lessons as component
            resources. An extension of the platform: another provider may not know it.
    """

    FIELDS = {"course_component": Field("courseComponent", ModelOf(CourseComponent))}
    NESTED = {"course_component": ("courseComponent", CourseComponent)}

    course_component: CourseComponent | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UpdatedCourseComponent)
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
    def _parse(cls, data: dict[str, Any]) -> UpdatedCourseComponent:
        return parse_updated_course_component(data)


_UntrackedUpdatedCourseComponent = untracked_subclass(UpdatedCourseComponent)


def parse_updated_course_component(data: Any, deep: bool = False) -> UpdatedCourseComponent:
    instance: UpdatedCourseComponent = new_model(_UntrackedUpdatedCourseComponent)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UpdatedCourseComponent
    return instance
