"""Wrapper of one course component, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCourseComponent(Model):
    """Wrapper of one course component, for sending and receiving.

    Attributes:
        course_component: A part of a course, such as a unit. Components nest, and lessons stand in them as component
            resources.
    """
    course_component: CourseComponent | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.course_component) is not None or "courseComponent" in d:
            d["courseComponent"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCourseComponent:
        return parse_single_course_component(data)


def parse_single_course_component(d: dict[str, Any]) -> SingleCourseComponent:
    self: SingleCourseComponent = new(SingleCourseComponent)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.course_component = parse_course_component(v) if type(v := d.get("courseComponent")) is dict else v
    return self


from timeback_api.rostering.models.course_component import CourseComponent, parse_course_component  # noqa: E402

SingleCourseComponent.FIELDS = {
    "course_component": Field("courseComponent", One(CourseComponent), True),
}
