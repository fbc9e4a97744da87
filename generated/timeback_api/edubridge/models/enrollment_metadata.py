"""Goals and metrics of an enrollment, and additional key and value pairs."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.course_metrics import CourseMetrics, parse_course_metrics
from timeback_api.edubridge.models.goals import Goals, parse_goals
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EnrollmentMetadata(Model):
    """Goals and metrics of an enrollment, and additional key and value pairs.

    Attributes:
        goals: What a student shall reach in a course each day.
        metrics: Size and kind of a course.
        student_specific_goals: Whether the goals are those of the student, so that goals of the course do not replace
            them.
    """

    FIELDS = {
        "goals": Field("goals", ModelOf(Goals)),
        "metrics": Field("metrics", ModelOf(CourseMetrics)),
        "student_specific_goals": Field("studentSpecificGoals", BOOLEAN),
    }
    NESTED = {"goals": ("goals", Goals), "metrics": ("metrics", CourseMetrics)}

    goals: Goals | None = None
    metrics: CourseMetrics | None = None
    student_specific_goals: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EnrollmentMetadata)
        value: Any
        data = self._start_dict()
        if (value := self.goals) is not None or "goals" in data:
            data["goals"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.metrics) is not None or "metrics" in data:
            data["metrics"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.student_specific_goals) is not None or "studentSpecificGoals" in data:
            data["studentSpecificGoals"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.goals = parse_goals(value) if type(value := data.get("goals")) is dict else value
        self.metrics = parse_course_metrics(value) if type(value := data.get("metrics")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EnrollmentMetadata:
        return parse_enrollment_metadata(data)


_UntrackedEnrollmentMetadata = untracked_subclass(EnrollmentMetadata)


def parse_enrollment_metadata(data: Any, deep: bool = False) -> EnrollmentMetadata:
    instance: EnrollmentMetadata = new_model(_UntrackedEnrollmentMetadata)
    instance._received = data
    instance._changed = None
    instance.student_specific_goals = data.get("studentSpecificGoals")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = EnrollmentMetadata
    return instance
