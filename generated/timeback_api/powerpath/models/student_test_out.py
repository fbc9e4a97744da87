"""A student and the subject of a test-out."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentTestOut(Model):
    """A student and the subject of a test-out.

    Attributes:
        one_roster_sourced_id: Id of the student.
        subject: Subject, not case-sensitive: `Math`, `Reading`, `Language`, `Science`, `Writing` or `Vocabulary`.
    """

    FIELDS = {"one_roster_sourced_id": Field("oneRosterSourcedId", TEXT, True), "subject": Field("subject", TEXT, True)}

    one_roster_sourced_id: str
    subject: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentTestOut)
        value: Any
        data = self._start_dict()
        if (value := self.one_roster_sourced_id) is not None or "oneRosterSourcedId" in data:
            data["oneRosterSourcedId"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentTestOut:
        return parse_student_test_out(data)


_UntrackedStudentTestOut = untracked_subclass(StudentTestOut)


def parse_student_test_out(data: Any) -> StudentTestOut:
    instance: StudentTestOut = new_model(_UntrackedStudentTestOut)
    instance._received = data
    instance._changed = None
    instance.one_roster_sourced_id = data.get("oneRosterSourcedId")
    instance.subject = data.get("subject")
    instance.__class__ = StudentTestOut
    return instance
