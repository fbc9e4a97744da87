"""Wrapper of one enrollment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.course_enrollment import CourseEnrollment, parse_course_enrollment
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCourseEnrollment(Model):
    """Wrapper of one enrollment.

    Attributes:
        data: Enrollment of a user in a course at a school.
    """

    FIELDS = {"data": Field("data", ModelOf(CourseEnrollment), True)}
    NESTED = {"data": ("data", CourseEnrollment)}

    data: CourseEnrollment

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCourseEnrollment)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.data = parse_course_enrollment(value, True) if type(value := data.get("data")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCourseEnrollment:
        return parse_single_course_enrollment(data)


_UntrackedSingleCourseEnrollment = untracked_subclass(SingleCourseEnrollment)


def parse_single_course_enrollment(data: Any, deep: bool = False) -> SingleCourseEnrollment:
    instance: SingleCourseEnrollment = new_model(_UntrackedSingleCourseEnrollment)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCourseEnrollment
    return instance
