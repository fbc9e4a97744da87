"""What a student reached, summed up."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ActivitySums(Model):
    """What a student reached, summed up.

    Attributes:
        xp_earned: XP.
        total_questions: Answered questions.
        correct_questions: Questions with a correct answer.
        mastered_units: Mastered units.
    """

    FIELDS = {
        "xp_earned": Field("xpEarned", NUMBER, True),
        "total_questions": Field("totalQuestions", NUMBER, True),
        "correct_questions": Field("correctQuestions", NUMBER, True),
        "mastered_units": Field("masteredUnits", NUMBER, True),
    }

    xp_earned: float
    total_questions: float
    correct_questions: float
    mastered_units: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ActivitySums)
        value: Any
        data = self._start_dict()
        if (value := self.xp_earned) is not None or "xpEarned" in data:
            data["xpEarned"] = value
        if (value := self.total_questions) is not None or "totalQuestions" in data:
            data["totalQuestions"] = value
        if (value := self.correct_questions) is not None or "correctQuestions" in data:
            data["correctQuestions"] = value
        if (value := self.mastered_units) is not None or "masteredUnits" in data:
            data["masteredUnits"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ActivitySums:
        return parse_activity_sums(data)


_UntrackedActivitySums = untracked_subclass(ActivitySums)


def parse_activity_sums(data: Any) -> ActivitySums:
    instance: ActivitySums = new_model(_UntrackedActivitySums)
    instance._received = data
    instance._changed = None
    instance.xp_earned = data.get("xpEarned")
    instance.total_questions = data.get("totalQuestions")
    instance.correct_questions = data.get("correctQuestions")
    instance.mastered_units = data.get("masteredUnits")
    instance.__class__ = ActivitySums
    return instance
