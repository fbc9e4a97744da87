"""Result of the replacement of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.course import Course, parse_course
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedCourse(Model):
    """Result of the replacement of a course. It may contain the course.

    Attributes:
        course: A course of study, independent of its schedule and teachers. It consists of course components.
    """

    FIELDS = {"course": Field("course", ModelOf(Course))}
    NESTED = {"course": ("course", Course)}

    course: Course | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UpdatedCourse)
        value: Any
        data = self._start_dict()
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_course(value, True) if type(value := data.get("course")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedCourse:
        return parse_updated_course(data)


_UntrackedUpdatedCourse = untracked_subclass(UpdatedCourse)


def parse_updated_course(data: Any, deep: bool = False) -> UpdatedCourse:
    instance: UpdatedCourse = new_model(_UntrackedUpdatedCourse)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UpdatedCourse
    return instance
