"""The lesson plans that followed a change of their course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field, Many
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSync(Model):
    """The lesson plans that followed a change of their course.

    Attributes:
        lesson_plans_affected: Ids of the plans.
    """
    lesson_plans_affected: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.lesson_plans_affected) is not None or "lessonPlansAffected" in d:
            d["lessonPlansAffected"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSync:
        return parse_course_sync(data)


def parse_course_sync(d: dict[str, Any]) -> CourseSync:
    self: CourseSync = new(CourseSync)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.lesson_plans_affected = d.get("lessonPlansAffected")
    return self




CourseSync.FIELDS = {
    "lesson_plans_affected": Field("lessonPlansAffected", Many(TEXT), True),
}
