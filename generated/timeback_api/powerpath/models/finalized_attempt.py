"""An attempt at a test after it was finished."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class FinalizedAttempt(Model):
    """An attempt at a test after it was finished.

    Attributes:
        lesson_type: Type of a lesson that is taken as a whole and finished by a call.
        finalized: Whether the attempt is finished and scored.
        attempt: Number of the attempt, counted from 1.
    """
    lesson_type: TestLessonType | str | None
    finalized: bool | None
    attempt: float | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, FinalizedAttempt)
        v: Any
        d = self._begin()
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.finalized) is not None or "finalized" in d:
            d["finalized"] = v
        if (v := self.attempt) is not None or "attempt" in d:
            d["attempt"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> FinalizedAttempt:
        return parse_finalized_attempt(data)


def parse_finalized_attempt(d: dict[str, Any]) -> FinalizedAttempt:
    self: FinalizedAttempt = new(_FinalizedAttempt)
    self._raw = d
    self._changed = None
    self.lesson_type = as_test_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.finalized = d.get("finalized")
    self.attempt = d.get("attempt")
    self.__class__ = FinalizedAttempt
    return self


from timeback_api.powerpath.models.test_lesson_type import TestLessonType, as_test_lesson_type  # noqa: E402

_FinalizedAttempt = seed(FinalizedAttempt)
FinalizedAttempt.FIELDS = {
    "lesson_type": Field("lessonType", Choice(TestLessonType), True),
    "finalized": Field("finalized", FLAG, True),
    "attempt": Field("attempt", NUMBER, True),
}
