"""Size and kind of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseMetrics(Model):
    """Size and kind of a course.

    Attributes:
        total_xp: XP of the whole course.
        total_lessons: Lessons of the whole course.
        total_grades: Grades that the course covers.
        course_type: Kind of course. The platform defines the values.
        is_supplemental: Whether the course is taken in addition to another one.
    """

    FIELDS = {
        "total_xp": Field("totalXp", NUMBER),
        "total_lessons": Field("totalLessons", NUMBER),
        "total_grades": Field("totalGrades", NUMBER),
        "course_type": Field("courseType", TEXT),
        "is_supplemental": Field("isSupplemental", BOOLEAN),
    }

    total_xp: float | None = None
    total_lessons: float | None = None
    total_grades: float | None = None
    course_type: str | None = None
    is_supplemental: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseMetrics)
        value: Any
        data = self._start_dict()
        if (value := self.total_xp) is not None or "totalXp" in data:
            data["totalXp"] = value
        if (value := self.total_lessons) is not None or "totalLessons" in data:
            data["totalLessons"] = value
        if (value := self.total_grades) is not None or "totalGrades" in data:
            data["totalGrades"] = value
        if (value := self.course_type) is not None or "courseType" in data:
            data["courseType"] = value
        if (value := self.is_supplemental) is not None or "isSupplemental" in data:
            data["isSupplemental"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseMetrics:
        return parse_course_metrics(data)


_UntrackedCourseMetrics = untracked_subclass(CourseMetrics)


def parse_course_metrics(data: Any) -> CourseMetrics:
    instance: CourseMetrics = new_model(_UntrackedCourseMetrics)
    instance._received = data
    instance._changed = None
    instance.total_xp = data.get("totalXp")
    instance.total_lessons = data.get("totalLessons")
    instance.total_grades = data.get("totalGrades")
    instance.course_type = data.get("courseType")
    instance.is_supplemental = data.get("isSupplemental")
    instance.__class__ = CourseMetrics
    return instance
