"""A screening test to assign."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.screening_subject import ScreeningSubject, as_screening_subject
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewScreeningTest(Model):
    """A screening test to assign.

    Attributes:
        user_id: Id of the student.
        subject: Subject for which there is a screening test.
    """

    FIELDS = {"user_id": Field("userId", TEXT, True), "subject": Field("subject", Choice(ScreeningSubject), True)}

    user_id: str
    subject: ScreeningSubject | str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewScreeningTest)
        value: Any
        data = self._start_dict()
        if (value := self.user_id) is not None or "userId" in data:
            data["userId"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewScreeningTest:
        return parse_new_screening_test(data)


_UntrackedNewScreeningTest = untracked_subclass(NewScreeningTest)


def parse_new_screening_test(data: Any) -> NewScreeningTest:
    instance: NewScreeningTest = new_model(_UntrackedNewScreeningTest)
    instance._received = data
    instance._changed = None
    instance.user_id = data.get("userId")
    instance.subject = as_screening_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.__class__ = NewScreeningTest
    return instance
