"""Reply to the replacement of a course, which it may hold or not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedCourse(Model):
    """Reply to the replacement of a course, which it may hold or not.

    Attributes:
        course: A course of study, apart from when and by whom it is taught. It consists of course components.
    """
    course: Course | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UpdatedCourse)
        v: Any
        d = self._begin()
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course = parse_course(v, True) if type(v := d.get("course")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedCourse:
        return parse_updated_course(data)


def parse_updated_course(d: dict[str, Any], whole: bool = False) -> UpdatedCourse:
    self: UpdatedCourse = new(_UpdatedCourse)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = UpdatedCourse
    return self


from timeback_api.rostering.models.course import Course, parse_course  # noqa: E402

_UpdatedCourse = seed(UpdatedCourse)
UpdatedCourse.FIELDS = {
    "course": Field("course", One(Course)),
}
UpdatedCourse.INSIDE = {
    "course": ("course", Course),
}
