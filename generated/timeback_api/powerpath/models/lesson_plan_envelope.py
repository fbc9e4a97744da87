"""The inner wrapper of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.course_tree import CourseTree, parse_course_tree
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanEnvelope(Model):
    """The inner wrapper of a lesson plan.

    Attributes:
        lesson_plan: A course with its content. The syllabus contains all of it, a lesson plan the content visible to
            the student.
    """

    FIELDS = {"lesson_plan": Field("lessonPlan", ModelOf(CourseTree), True)}
    NESTED = {"lesson_plan": ("lessonPlan", CourseTree)}

    lesson_plan: CourseTree

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanEnvelope)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_plan) is not None or "lessonPlan" in data:
            data["lessonPlan"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.lesson_plan = parse_course_tree(value, True) if type(value := data.get("lessonPlan")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanEnvelope:
        return parse_lesson_plan_envelope(data)


_UntrackedLessonPlanEnvelope = untracked_subclass(LessonPlanEnvelope)


def parse_lesson_plan_envelope(data: Any, deep: bool = False) -> LessonPlanEnvelope:
    instance: LessonPlanEnvelope = new_model(_UntrackedLessonPlanEnvelope)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LessonPlanEnvelope
    return instance
