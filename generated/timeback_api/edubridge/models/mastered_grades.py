"""The highest grades of a student in a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.grades_by_test import GradesByTest, parse_grades_by_test
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MasteredGrades(Model):
    """The highest grades of a student in a subject.

    Attributes:
        student_id: Id of the student.
        subject: Subject.
        grades: The highest grade by each kind of test. A grade is text or a number, or null if it is not known.
    """

    FIELDS = {
        "student_id": Field("studentId", TEXT, True),
        "subject": Field("subject", TEXT, True),
        "grades": Field("grades", ModelOf(GradesByTest), True),
    }
    NESTED = {"grades": ("grades", GradesByTest)}

    student_id: str
    subject: str
    grades: GradesByTest

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MasteredGrades)
        value: Any
        data = self._start_dict()
        if (value := self.student_id) is not None or "studentId" in data:
            data["studentId"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.grades = parse_grades_by_test(value) if type(value := data.get("grades")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MasteredGrades:
        return parse_mastered_grades(data)


_UntrackedMasteredGrades = untracked_subclass(MasteredGrades)


def parse_mastered_grades(data: Any, deep: bool = False) -> MasteredGrades:
    instance: MasteredGrades = new_model(_UntrackedMasteredGrades)
    instance._received = data
    instance._changed = None
    instance.student_id = data.get("studentId")
    instance.subject = data.get("subject")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = MasteredGrades
    return instance
