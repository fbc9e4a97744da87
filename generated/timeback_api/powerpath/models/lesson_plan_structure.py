"""The items of a lesson plan without their content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanStructure(Model):
    """The items of a lesson plan without their content.

    Attributes:
        id: Id of the plan.
        course_id: Id of the course.
        course_title: Title of the course.
        structure: The items at the top, in order.
    """
    id: str | None
    course_id: str | None
    course_title: str | None
    structure: list[LessonPlanNode] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanStructure)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        if (v := self.course_title) is not None or "courseTitle" in d:
            d["courseTitle"] = v
        if (v := self.structure) is not None or "structure" in d:
            d["structure"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.structure = ([parse_lesson_plan_node(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("structure")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanStructure:
        return parse_lesson_plan_structure(data)


def parse_lesson_plan_structure(d: dict[str, Any], whole: bool = False) -> LessonPlanStructure:
    self: LessonPlanStructure = new(_LessonPlanStructure)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.course_id = d.get("courseId")
    self.course_title = d.get("courseTitle")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LessonPlanStructure
    return self


from timeback_api.powerpath.models.lesson_plan_node import LessonPlanNode, parse_lesson_plan_node  # noqa: E402

_LessonPlanStructure = seed(LessonPlanStructure)
LessonPlanStructure.FIELDS = {
    "id": Field("id", TEXT, True),
    "course_id": Field("courseId", TEXT, True),
    "course_title": Field("courseTitle", TEXT, True),
    "structure": Field("structure", Many(One(LessonPlanNode)), True),
}
LessonPlanStructure.INSIDE = {
    "structure": ("structure", LessonPlanNode),
}
