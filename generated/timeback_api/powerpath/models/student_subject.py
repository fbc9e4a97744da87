"""A student and a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.subject import Subject, as_subject
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentSubject(Model):
    """A student and a subject.

    Attributes:
        student: Id of the student.
        subject: Subject of a course or a test.
    """

    FIELDS = {"student": Field("student", TEXT, True), "subject": Field("subject", Choice(Subject), True)}

    student: str
    subject: Subject | str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentSubject)
        value: Any
        data = self._start_dict()
        if (value := self.student) is not None or "student" in data:
            data["student"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentSubject:
        return parse_student_subject(data)


_UntrackedStudentSubject = untracked_subclass(StudentSubject)


def parse_student_subject(data: Any) -> StudentSubject:
    instance: StudentSubject = new_model(_UntrackedStudentSubject)
    instance._received = data
    instance._changed = None
    instance.student = data.get("student")
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.__class__ = StudentSubject
    return instance
