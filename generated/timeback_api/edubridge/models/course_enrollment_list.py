"""A list of enrollments."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.course_enrollment import CourseEnrollment, parse_course_enrollment
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseEnrollmentList(Model):
    """A list of enrollments.

    Attributes:
        data: The enrollments.
    """

    FIELDS = {"data": Field("data", ListOf(ModelOf(CourseEnrollment)), True)}
    NESTED = {"data": ("data", CourseEnrollment)}

    data: list[CourseEnrollment]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseEnrollmentList)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.data = parse_list_deep(data.get("data"), parse_course_enrollment)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseEnrollmentList:
        return parse_course_enrollment_list(data)


_UntrackedCourseEnrollmentList = untracked_subclass(CourseEnrollmentList)


def parse_course_enrollment_list(data: Any, deep: bool = False) -> CourseEnrollmentList:
    instance: CourseEnrollmentList = new_model(_UntrackedCourseEnrollmentList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseEnrollmentList
    return instance
