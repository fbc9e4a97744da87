"""The lesson plans that followed a change of their course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSync(Model):
    """The lesson plans that followed a change of their course.

    Attributes:
        lesson_plans_affected: Ids of the plans.
    """
    lesson_plans_affected: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseSync)
        v: Any
        d = self._begin()
        if (v := self.lesson_plans_affected) is not None or "lessonPlansAffected" in d:
            d["lessonPlansAffected"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSync:
        return parse_course_sync(data)


def parse_course_sync(d: dict[str, Any]) -> CourseSync:
    self: CourseSync = new(_CourseSync)
    self._raw = d
    self._changed = None
    self.lesson_plans_affected = d.get("lessonPlansAffected")
    self.__class__ = CourseSync
    return self




_CourseSync = seed(CourseSync)
CourseSync.FIELDS = {
    "lesson_plans_affected": Field("lessonPlansAffected", Many(TEXT), True),
}
