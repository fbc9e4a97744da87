"""Progress of a student in one course of a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.course_summary import CourseSummary, parse_course_summary
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectProgress(Model):
    """Progress of a student in one course of a subject.

    Attributes:
        course: A course in short.
        total_lessons: Number of lessons in the course.
        completed_lessons: Number of lessons that the student has completed.
        total_xp_earned: Earned experience points, from the best attempt at each lesson. Can exceed the attainable
            points.
        total_attainable_xp: Sum of the experience points of all lessons.
        has_used_test_out: Whether the student has finished the test-out of the course.
        test_out_lesson_id: Id of the component resource of the test-out. Null if the course has none.
        in_enrolled: Whether the student is enrolled in the course.
        is_enrolled: The same value, under the name in the guides of the platform.
    """

    FIELDS = {
        "course": Field("course", ModelOf(CourseSummary), True),
        "in_enrolled": Field("inEnrolled", BOOLEAN),
        "is_enrolled": Field("isEnrolled", BOOLEAN),
        "total_lessons": Field("totalLessons", NUMBER, True),
        "completed_lessons": Field("completedLessons", NUMBER, True),
        "total_xp_earned": Field("totalXpEarned", NUMBER, True),
        "total_attainable_xp": Field("totalAttainableXp", NUMBER, True),
        "has_used_test_out": Field("hasUsedTestOut", BOOLEAN, True),
        "test_out_lesson_id": Field("testOutLessonId", TEXT, True),
    }
    NESTED = {"course": ("course", CourseSummary)}

    course: CourseSummary
    total_lessons: float
    completed_lessons: float
    total_xp_earned: float
    total_attainable_xp: float
    has_used_test_out: bool
    test_out_lesson_id: str | None
    in_enrolled: bool | None = None
    is_enrolled: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SubjectProgress)
        value: Any
        data = self._start_dict()
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.in_enrolled) is not None or "inEnrolled" in data:
            data["inEnrolled"] = value
        if (value := self.is_enrolled) is not None or "isEnrolled" in data:
            data["isEnrolled"] = value
        if (value := self.total_lessons) is not None or "totalLessons" in data:
            data["totalLessons"] = value
        if (value := self.completed_lessons) is not None or "completedLessons" in data:
            data["completedLessons"] = value
        if (value := self.total_xp_earned) is not None or "totalXpEarned" in data:
            data["totalXpEarned"] = value
        if (value := self.total_attainable_xp) is not None or "totalAttainableXp" in data:
            data["totalAttainableXp"] = value
        if (value := self.has_used_test_out) is not None or "hasUsedTestOut" in data:
            data["hasUsedTestOut"] = value
        if (value := self.test_out_lesson_id) is not None or "testOutLessonId" in data:
            data["testOutLessonId"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_course_summary(value, True) if type(value := data.get("course")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectProgress:
        return parse_subject_progress(data)


_UntrackedSubjectProgress = untracked_subclass(SubjectProgress)


def parse_subject_progress(data: Any, deep: bool = False) -> SubjectProgress:
    instance: SubjectProgress = new_model(_UntrackedSubjectProgress)
    instance._received = data
    instance._changed = None
    instance.in_enrolled = data.get("inEnrolled")
    instance.is_enrolled = data.get("isEnrolled")
    instance.total_lessons = data.get("totalLessons")
    instance.completed_lessons = data.get("completedLessons")
    instance.total_xp_earned = data.get("totalXpEarned")
    instance.total_attainable_xp = data.get("totalAttainableXp")
    instance.has_used_test_out = data.get("hasUsedTestOut")
    instance.test_out_lesson_id = data.get("testOutLessonId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SubjectProgress
    return instance
