"""A test of an outside provider, to be assigned to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewExternalTestAssignment(Model):
    """A test of an outside provider, to be assigned to a student.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
        application_name: Name of the application at the provider.
        test_id: Id of the test at the provider. It replaces the test that is selected by subject and grade of the
            lesson. For `mastery-track` only.
        skip_course_enrollment: Whether to skip enrolling the student in a course by the result of this attempt.
    """

    FIELDS = {
        "student": Field("student", TEXT, True),
        "lesson": Field("lesson", TEXT, True),
        "application_name": Field("applicationName", TEXT),
        "test_id": Field("testId", TEXT),
        "skip_course_enrollment": Field("skipCourseEnrollment", BOOLEAN),
    }

    student: str
    lesson: str
    application_name: str | None = None
    test_id: str | None = None
    skip_course_enrollment: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewExternalTestAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.student) is not None or "student" in data:
            data["student"] = value
        if (value := self.lesson) is not None or "lesson" in data:
            data["lesson"] = value
        if (value := self.application_name) is not None or "applicationName" in data:
            data["applicationName"] = value
        if (value := self.test_id) is not None or "testId" in data:
            data["testId"] = value
        if (value := self.skip_course_enrollment) is not None or "skipCourseEnrollment" in data:
            data["skipCourseEnrollment"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewExternalTestAssignment:
        return parse_new_external_test_assignment(data)


_UntrackedNewExternalTestAssignment = untracked_subclass(NewExternalTestAssignment)


def parse_new_external_test_assignment(data: Any) -> NewExternalTestAssignment:
    instance: NewExternalTestAssignment = new_model(_UntrackedNewExternalTestAssignment)
    instance._received = data
    instance._changed = None
    instance.student = data.get("student")
    instance.lesson = data.get("lesson")
    instance.application_name = data.get("applicationName")
    instance.test_id = data.get("testId")
    instance.skip_course_enrollment = data.get("skipCourseEnrollment")
    instance.__class__ = NewExternalTestAssignment
    return instance
