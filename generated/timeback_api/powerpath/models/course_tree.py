"""A course with its content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseTree(Model):
    """A course with its content. The syllabus shows all of it, a lesson plan what the student sees.

    Attributes:
        course: A OneRoster course.
        sub_components: The components at the top, in order.
    """
    course: Course | None
    sub_components: list[TreeComponent] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseTree)
        v: Any
        d = self._begin()
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.sub_components) is not None or "subComponents" in d:
            d["subComponents"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course = parse_course(v, True) if type(v := d.get("course")) is dict else v
        self.sub_components = ([parse_tree_component(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("subComponents")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseTree:
        return parse_course_tree(data)


def parse_course_tree(d: dict[str, Any], whole: bool = False) -> CourseTree:
    self: CourseTree = new(_CourseTree)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CourseTree
    return self


from timeback_api.powerpath.models.course import Course, parse_course  # noqa: E402
from timeback_api.powerpath.models.tree_component import TreeComponent, parse_tree_component  # noqa: E402

_CourseTree = seed(CourseTree)
CourseTree.FIELDS = {
    "course": Field("course", One(Course), True),
    "sub_components": Field("subComponents", Many(One(TreeComponent)), True),
}
CourseTree.INSIDE = {
    "course": ("course", Course),
    "sub_components": ("subComponents", TreeComponent),
}
