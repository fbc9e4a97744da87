"""Progress in a lesson of the type `powerpath-100`."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PowerPath100Progress(Model):
    """Progress in a lesson of the type `powerpath-100`.

    Attributes:
        attempt: Number of the attempt, counted from 1.
        score: Score in the lesson, from 0 to 100. The lesson is complete at 100.
        accuracy: Share of right answers in this attempt, in percent.
        correct_questions: Number of right answers.
        total_questions: Number of questions.
        xp: Experience points earned. Null where the lesson gives none.
        multiplier: Factor by which accuracy and attempt changed the experience points of the lesson.
        seen_questions: Questions that the student has had in this attempt.
        remaining_questions_per_difficulty: How many questions the student has not seen in this attempt, by
            difficulty.
        lesson_type: Type of the lesson.
    """
    attempt: float | None
    score: float | None
    accuracy: float | None
    correct_questions: float | None
    total_questions: float | None
    xp: float | None
    multiplier: float | None
    seen_questions: list[Question] | None
    remaining_questions_per_difficulty: RemainingQuestions | None
    lesson_type: str | None = "powerpath-100"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PowerPath100Progress)
        v: Any
        d = self._begin()
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.attempt) is not None or "attempt" in d:
            d["attempt"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.accuracy) is not None or "accuracy" in d:
            d["accuracy"] = v
        if (v := self.correct_questions) is not None or "correctQuestions" in d:
            d["correctQuestions"] = v
        if (v := self.total_questions) is not None or "totalQuestions" in d:
            d["totalQuestions"] = v
        if (v := self.xp) is not None or "xp" in d:
            d["xp"] = v
        if (v := self.multiplier) is not None or "multiplier" in d:
            d["multiplier"] = v
        if (v := self.seen_questions) is not None or "seenQuestions" in d:
            d["seenQuestions"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.remaining_questions_per_difficulty) is not None or "remainingQuestionsPerDifficulty" in d:
            d["remainingQuestionsPerDifficulty"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.seen_questions = ([parse_question(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("seenQuestions")) is list else v
        self.remaining_questions_per_difficulty = parse_remaining_questions(v) if type(v := d.get("remainingQuestionsPerDifficulty")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PowerPath100Progress:
        return parse_power_path_100_progress(data)


def parse_power_path_100_progress(d: dict[str, Any], whole: bool = False) -> PowerPath100Progress:
    self: PowerPath100Progress = new(_PowerPath100Progress)
    self._raw = d
    self._changed = None
    self.lesson_type = d.get("lessonType")
    self.attempt = d.get("attempt")
    self.score = d.get("score")
    self.accuracy = d.get("accuracy")
    self.correct_questions = d.get("correctQuestions")
    self.total_questions = d.get("totalQuestions")
    self.xp = d.get("xp")
    self.multiplier = d.get("multiplier")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = PowerPath100Progress
    return self


from timeback_api.powerpath.models.question import Question, parse_question  # noqa: E402
from timeback_api.powerpath.models.remaining_questions import RemainingQuestions, parse_remaining_questions  # noqa: E402

_PowerPath100Progress = seed(PowerPath100Progress)
PowerPath100Progress.FIELDS = {
    "lesson_type": Field("lessonType", Text(0, "^powerpath\\-100$"), True),
    "attempt": Field("attempt", NUMBER, True),
    "score": Field("score", NUMBER, True),
    "accuracy": Field("accuracy", NUMBER, True),
    "correct_questions": Field("correctQuestions", NUMBER, True),
    "total_questions": Field("totalQuestions", NUMBER, True),
    "xp": Field("xp", NUMBER, True),
    "multiplier": Field("multiplier", NUMBER, True),
    "seen_questions": Field("seenQuestions", Many(One(Question)), True),
    "remaining_questions_per_difficulty": Field("remainingQuestionsPerDifficulty", One(RemainingQuestions), True),
}
PowerPath100Progress.INSIDE = {
    "seen_questions": ("seenQuestions", Question),
    "remaining_questions_per_difficulty": ("remainingQuestionsPerDifficulty", RemainingQuestions),
}
