"""Progress of a student in one course of a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectProgress(Model):
    """Progress of a student in one course of a subject.

    Attributes:
        course: A course in short.
        total_lessons: Number of lessons in the course.
        completed_lessons: Number of lessons that the student has completed.
        total_xp_earned: Experience points earned, from the best attempt at each lesson. Can exceed what is
            attainable.
        total_attainable_xp: Sum of the experience points of all lessons.
        has_used_test_out: Whether the student has finished the test-out of the course.
        test_out_lesson_id: Id of the component resource that is the test-out. Null where the course has none.
        in_enrolled: Whether the student is enrolled in the course.
        is_enrolled: The same under the name that the guides of the platform give it.
    """
    course: CourseSummary | None
    total_lessons: float | None
    completed_lessons: float | None
    total_xp_earned: float | None
    total_attainable_xp: float | None
    has_used_test_out: bool | None
    test_out_lesson_id: str | None
    in_enrolled: bool | None = None
    is_enrolled: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SubjectProgress)
        v: Any
        d = self._begin()
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.in_enrolled) is not None or "inEnrolled" in d:
            d["inEnrolled"] = v
        if (v := self.is_enrolled) is not None or "isEnrolled" in d:
            d["isEnrolled"] = v
        if (v := self.total_lessons) is not None or "totalLessons" in d:
            d["totalLessons"] = v
        if (v := self.completed_lessons) is not None or "completedLessons" in d:
            d["completedLessons"] = v
        if (v := self.total_xp_earned) is not None or "totalXpEarned" in d:
            d["totalXpEarned"] = v
        if (v := self.total_attainable_xp) is not None or "totalAttainableXp" in d:
            d["totalAttainableXp"] = v
        if (v := self.has_used_test_out) is not None or "hasUsedTestOut" in d:
            d["hasUsedTestOut"] = v
        if (v := self.test_out_lesson_id) is not None or "testOutLessonId" in d:
            d["testOutLessonId"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course = parse_course_summary(v, True) if type(v := d.get("course")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectProgress:
        return parse_subject_progress(data)


def parse_subject_progress(d: dict[str, Any], whole: bool = False) -> SubjectProgress:
    self: SubjectProgress = new(_SubjectProgress)
    self._raw = d
    self._changed = None
    self.in_enrolled = d.get("inEnrolled")
    self.is_enrolled = d.get("isEnrolled")
    self.total_lessons = d.get("totalLessons")
    self.completed_lessons = d.get("completedLessons")
    self.total_xp_earned = d.get("totalXpEarned")
    self.total_attainable_xp = d.get("totalAttainableXp")
    self.has_used_test_out = d.get("hasUsedTestOut")
    self.test_out_lesson_id = d.get("testOutLessonId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SubjectProgress
    return self


from timeback_api.powerpath.models.course_summary import CourseSummary, parse_course_summary  # noqa: E402

_SubjectProgress = seed(SubjectProgress)
SubjectProgress.FIELDS = {
    "course": Field("course", One(CourseSummary), True),
    "in_enrolled": Field("inEnrolled", FLAG),
    "is_enrolled": Field("isEnrolled", FLAG),
    "total_lessons": Field("totalLessons", NUMBER, True),
    "completed_lessons": Field("completedLessons", NUMBER, True),
    "total_xp_earned": Field("totalXpEarned", NUMBER, True),
    "total_attainable_xp": Field("totalAttainableXp", NUMBER, True),
    "has_used_test_out": Field("hasUsedTestOut", FLAG, True),
    "test_out_lesson_id": Field("testOutLessonId", TEXT, True),
}
SubjectProgress.INSIDE = {
    "course": ("course", CourseSummary),
}
