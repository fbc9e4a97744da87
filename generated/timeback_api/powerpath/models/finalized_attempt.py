"""An attempt at a test after it was finished."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.test_lesson_type import TestLessonType, as_test_lesson_type
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class FinalizedAttempt(Model):
    """An attempt at a test after it was finished.

    Attributes:
        lesson_type: Type of a lesson that is presented as a whole and finished by a request.
        finalized: Whether the attempt is finished and scored.
        attempt: Number of the attempt, counted from 1.
    """

    FIELDS = {
        "lesson_type": Field("lessonType", Choice(TestLessonType), True),
        "finalized": Field("finalized", BOOLEAN, True),
        "attempt": Field("attempt", NUMBER, True),
    }

    lesson_type: TestLessonType | str
    finalized: bool
    attempt: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, FinalizedAttempt)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.finalized) is not None or "finalized" in data:
            data["finalized"] = value
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> FinalizedAttempt:
        return parse_finalized_attempt(data)


_UntrackedFinalizedAttempt = untracked_subclass(FinalizedAttempt)


def parse_finalized_attempt(data: Any) -> FinalizedAttempt:
    instance: FinalizedAttempt = new_model(_UntrackedFinalizedAttempt)
    instance._received = data
    instance._changed = None
    instance.lesson_type = as_test_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.finalized = data.get("finalized")
    instance.attempt = data.get("attempt")
    instance.__class__ = FinalizedAttempt
    return instance
