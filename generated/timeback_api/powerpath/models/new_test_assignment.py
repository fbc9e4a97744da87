"""A test to assign to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.powerpath.models.subject import Subject, as_subject
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewTestAssignment(Model):
    """A test to assign to a student.

    Attributes:
        student: Id of the student.
        subject: Subject of a course or a test.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        test_name: Name of the test.
    """

    FIELDS = {
        "student": Field("student", TEXT, True),
        "subject": Field("subject", Choice(Subject), True),
        "grade": Field("grade", Choice(Grade), True),
        "test_name": Field("testName", TEXT),
    }

    student: str
    subject: Subject | str
    grade: Grade | str
    test_name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewTestAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.student) is not None or "student" in data:
            data["student"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.test_name) is not None or "testName" in data:
            data["testName"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewTestAssignment:
        return parse_new_test_assignment(data)


_UntrackedNewTestAssignment = untracked_subclass(NewTestAssignment)


def parse_new_test_assignment(data: Any) -> NewTestAssignment:
    instance: NewTestAssignment = new_model(_UntrackedNewTestAssignment)
    instance._received = data
    instance._changed = None
    instance.student = data.get("student")
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.test_name = data.get("testName")
    instance.__class__ = NewTestAssignment
    return instance
