"""Wrapper of one course component, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCourseComponent(Model):
    """Wrapper of one course component, for sending and receiving.

    Attributes:
        course_component: A part of a course, such as a unit. Components nest, and lessons stand in them as component
            resources.
    """
    course_component: CourseComponent | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleCourseComponent)
        v: Any
        d = self._begin()
        if (v := self.course_component) is not None or "courseComponent" in d:
            d["courseComponent"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course_component = parse_course_component(v, True) if type(v := d.get("courseComponent")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCourseComponent:
        return parse_single_course_component(data)


def parse_single_course_component(d: dict[str, Any], whole: bool = False) -> SingleCourseComponent:
    self: SingleCourseComponent = new(_SingleCourseComponent)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleCourseComponent
    return self


from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component  # noqa: E402

_SingleCourseComponent = seed(SingleCourseComponent)
SingleCourseComponent.FIELDS = {
    "course_component": Field("courseComponent", One(CourseComponent), True),
}
SingleCourseComponent.INSIDE = {
    "course_component": ("courseComponent", CourseComponent),
}
