"""Reply that carries the syllabus of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSyllabus(Model):
    """Reply that carries the syllabus of a course.

    Attributes:
        syllabus: A course with its content. The syllabus shows all of it, a lesson plan what the student sees.
    """
    syllabus: CourseTree | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseSyllabus)
        v: Any
        d = self._begin()
        if (v := self.syllabus) is not None or "syllabus" in d:
            d["syllabus"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.syllabus = parse_course_tree(v, True) if type(v := d.get("syllabus")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSyllabus:
        return parse_course_syllabus(data)


def parse_course_syllabus(d: dict[str, Any], whole: bool = False) -> CourseSyllabus:
    self: CourseSyllabus = new(_CourseSyllabus)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CourseSyllabus
    return self


from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree  # noqa: E402

_CourseSyllabus = seed(CourseSyllabus)
CourseSyllabus.FIELDS = {
    "syllabus": Field("syllabus", One(CourseTree)),
}
CourseSyllabus.INSIDE = {
    "syllabus": ("syllabus", CourseTree),
}
