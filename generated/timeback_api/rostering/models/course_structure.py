"""A course with all that is in it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseStructure(Model):
    """A course with all that is in it. What the two parts look like is up to the platform.

    Attributes:
        course: The course itself.
        course_structure: The components of the course and the resources in them.
    """
    course: dict[str, Any] | None
    course_structure: dict[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseStructure)
        v: Any
        d = self._begin()
        if (v := self.course) is not None or "course" in d:
            d["course"] = v
        if (v := self.course_structure) is not None or "courseStructure" in d:
            d["courseStructure"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseStructure:
        return parse_course_structure(data)


def parse_course_structure(d: dict[str, Any]) -> CourseStructure:
    self: CourseStructure = new(_CourseStructure)
    self._raw = d
    self._changed = None
    self.course = d.get("course")
    self.course_structure = d.get("courseStructure")
    self.__class__ = CourseStructure
    return self




_CourseStructure = seed(CourseStructure)
CourseStructure.FIELDS = {
    "course": Field("course", FREE, True),
    "course_structure": Field("courseStructure", FREE, True),
}
