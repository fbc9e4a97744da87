"""Reply to the replacement of a course, which it may hold or not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedCourse(Model):
    """Reply to the replacement of a course, which it may hold or not.

    Attributes:
        course: A course of study, apart from when and by whom it is taught. It consists of course components.
    """
    course: Course | None = None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedCourse:
        return parse_updated_course(data)


def parse_updated_course(d: dict[str, Any]) -> UpdatedCourse:
    self: UpdatedCourse = new(UpdatedCourse)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.course = parse_course(v) if type(v := d.get("course")) is dict else v
    return self


from timeback_api.rostering.models.course import Course, parse_course  # noqa: E402

UpdatedCourse.FIELDS = {
    "course": Field("course", One(Course)),
}
