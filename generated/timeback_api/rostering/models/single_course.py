"""Wrapper of one course, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCourse(Model):
    """Wrapper of one course, for sending and receiving.

    Attributes:
        course: A course of study, apart from when and by whom it is taught. It consists of course components.
    """
    course: Course | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleCourse)
        v: Any
        d = self._begin()
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course = parse_course(v, True) if type(v := d.get("course")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCourse:
        return parse_single_course(data)


def parse_single_course(d: dict[str, Any], whole: bool = False) -> SingleCourse:
    self: SingleCourse = new(_SingleCourse)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleCourse
    return self


from timeback_api.rostering.models.course import Course, parse_course  # noqa: E402

_SingleCourse = seed(SingleCourse)
SingleCourse.FIELDS = {
    "course": Field("course", One(Course), True),
}
SingleCourse.INSIDE = {
    "course": ("course", Course),
}
