"""A test to assign to a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewTestAssignment(Model):
    """A test to assign to a student.

    Attributes:
        student: Id of the student.
        subject: Subject of a course or a test.
        grade: School grade as the platform counts it, written as text: `-1` is the year before kindergarten, `0` is
            kindergarten, and `13` is what lies beyond grade 12.
        test_name: Name of the test.
    """
    student: str | None
    subject: Subject | str | None
    grade: Grade | str | None
    test_name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewTestAssignment)
        v: Any
        d = self._begin()
        if (v := self.student) is not None or "student" in d:
            d["student"] = v
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        if (v := self.test_name) is not None or "testName" in d:
            d["testName"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewTestAssignment:
        return parse_new_test_assignment(data)


def parse_new_test_assignment(d: dict[str, Any]) -> NewTestAssignment:
    self: NewTestAssignment = new(_NewTestAssignment)
    self._raw = d
    self._changed = None
    self.student = d.get("student")
    self.subject = as_subject(v, v) if type(v := d.get("subject")) is str else v
    self.grade = as_grade(v, v) if type(v := d.get("grade")) is str else v
    self.test_name = d.get("testName")
    self.__class__ = NewTestAssignment
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.powerpath.models.subject import Subject, as_subject  # noqa: E402

_NewTestAssignment = seed(NewTestAssignment)
NewTestAssignment.FIELDS = {
    "student": Field("student", TEXT, True),
    "subject": Field("subject", Choice(Subject), True),
    "grade": Field("grade", Choice(Grade), True),
    "test_name": Field("testName", TEXT),
}
