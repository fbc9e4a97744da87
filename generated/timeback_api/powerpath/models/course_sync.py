"""The lesson plans that were updated from their course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSync(Model):
    """The lesson plans that were updated from their course.

    Attributes:
        lesson_plans_affected: Ids of the plans.
    """

    FIELDS = {"lesson_plans_affected": Field("lessonPlansAffected", ListOf(TEXT), True)}

    lesson_plans_affected: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseSync)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_plans_affected) is not None or "lessonPlansAffected" in data:
            data["lessonPlansAffected"] = value if value is data.get("lessonPlansAffected") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSync:
        return parse_course_sync(data)


_UntrackedCourseSync = untracked_subclass(CourseSync)


def parse_course_sync(data: Any) -> CourseSync:
    instance: CourseSync = new_model(_UntrackedCourseSync)
    instance._received = data
    instance._changed = None
    instance.lesson_plans_affected = data.get("lessonPlansAffected")
    instance.__class__ = CourseSync
    return instance
