"""A test of an outside provider, to be assigned to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewExternalTestAssignment(Model):
    """A test of an outside provider, to be assigned to a student.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource that is the lesson.
        application_name: Name of the application at the provider.
        test_id: Id of the test at the provider, in place of the one that subject and grade of the lesson point at.
            For `mastery-track` only.
        skip_course_enrollment: Whether the student is not to be enrolled in a course by the result of this attempt.
    """
    student: str | None
    lesson: str | None
    application_name: str | None = None
    test_id: str | None = None
    skip_course_enrollment: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewExternalTestAssignment)
        v: Any
        d = self._begin()
        if (v := self.student) is not None or "student" in d:
            d["student"] = v
        if (v := self.lesson) is not None or "lesson" in d:
            d["lesson"] = v
        if (v := self.application_name) is not None or "applicationName" in d:
            d["applicationName"] = v
        if (v := self.test_id) is not None or "testId" in d:
            d["testId"] = v
        if (v := self.skip_course_enrollment) is not None or "skipCourseEnrollment" in d:
            d["skipCourseEnrollment"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewExternalTestAssignment:
        return parse_new_external_test_assignment(data)


def parse_new_external_test_assignment(d: dict[str, Any]) -> NewExternalTestAssignment:
    self: NewExternalTestAssignment = new(_NewExternalTestAssignment)
    self._raw = d
    self._changed = None
    self.student = d.get("student")
    self.lesson = d.get("lesson")
    self.application_name = d.get("applicationName")
    self.test_id = d.get("testId")
    self.skip_course_enrollment = d.get("skipCourseEnrollment")
    self.__class__ = NewExternalTestAssignment
    return self




_NewExternalTestAssignment = seed(NewExternalTestAssignment)
NewExternalTestAssignment.FIELDS = {
    "student": Field("student", TEXT, True),
    "lesson": Field("lesson", TEXT, True),
    "application_name": Field("applicationName", TEXT),
    "test_id": Field("testId", TEXT),
    "skip_course_enrollment": Field("skipCourseEnrollment", FLAG),
}
