"""The items of a lesson plan without their content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_node import LessonPlanNode, parse_lesson_plan_node
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanStructure(Model):
    """The items of a lesson plan without their content.

    Attributes:
        id: Id of the plan.
        course_id: Id of the course.
        course_title: Title of the course.
        structure: The items at the top, in order.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "course_id": Field("courseId", TEXT, True),
        "course_title": Field("courseTitle", TEXT, True),
        "structure": Field("structure", ListOf(ModelOf(LessonPlanNode)), True),
    }
    NESTED = {"structure": ("structure", LessonPlanNode)}

    id: str
    course_id: str
    course_title: str
    structure: list[LessonPlanNode]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanStructure)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.course_title) is not None or "courseTitle" in data:
            data["courseTitle"] = value
        if (value := self.structure) is not None or "structure" in data:
            data["structure"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.structure = parse_list_deep(data.get("structure"), parse_lesson_plan_node)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanStructure:
        return parse_lesson_plan_structure(data)


_UntrackedLessonPlanStructure = untracked_subclass(LessonPlanStructure)


def parse_lesson_plan_structure(data: Any, deep: bool = False) -> LessonPlanStructure:
    instance: LessonPlanStructure = new_model(_UntrackedLessonPlanStructure)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.course_id = data.get("courseId")
    instance.course_title = data.get("courseTitle")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LessonPlanStructure
    return instance
