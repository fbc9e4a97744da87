"""A student and the subject of a test-out."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentTestOut(Model):
    """A student and the subject of a test-out.

    Attributes:
        one_roster_sourced_id: Id of the student.
        subject: Subject in any case: `Math`, `Reading`, `Language`, `Science`, `Writing` or `Vocabulary`.
    """
    one_roster_sourced_id: str | None
    subject: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentTestOut)
        v: Any
        d = self._begin()
        if (v := self.one_roster_sourced_id) is not None or "oneRosterSourcedId" in d:
            d["oneRosterSourcedId"] = v
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentTestOut:
        return parse_student_test_out(data)


def parse_student_test_out(d: dict[str, Any]) -> StudentTestOut:
    self: StudentTestOut = new(_StudentTestOut)
    self._raw = d
    self._changed = None
    self.one_roster_sourced_id = d.get("oneRosterSourcedId")
    self.subject = d.get("subject")
    self.__class__ = StudentTestOut
    return self




_StudentTestOut = seed(StudentTestOut)
StudentTestOut.FIELDS = {
    "one_roster_sourced_id": Field("oneRosterSourcedId", TEXT, True),
    "subject": Field("subject", TEXT, True),
}
