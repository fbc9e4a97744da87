"""A student and a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentSubject(Model):
    """A student and a subject.

    Attributes:
        student: Id of the student.
        subject: Subject of a course or a test.
    """
    student: str | None
    subject: Subject | str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentSubject)
        v: Any
        d = self._begin()
        if (v := self.student) is not None or "student" in d:
            d["student"] = v
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentSubject:
        return parse_student_subject(data)


def parse_student_subject(d: dict[str, Any]) -> StudentSubject:
    self: StudentSubject = new(_StudentSubject)
    self._raw = d
    self._changed = None
    self.student = d.get("student")
    self.subject = as_subject(v, v) if type(v := d.get("subject")) is str else v
    self.__class__ = StudentSubject
    return self


from timeback_api.powerpath.models.subject import Subject, as_subject  # noqa: E402

_StudentSubject = seed(StudentSubject)
StudentSubject.FIELDS = {
    "student": Field("student", TEXT, True),
    "subject": Field("subject", Choice(Subject), True),
}
