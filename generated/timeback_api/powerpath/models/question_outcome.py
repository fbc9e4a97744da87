"""Result of an answer, by the type of the lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.power_path_100_question_outcome import PowerPath100QuestionOutcome
from timeback_api.powerpath.models.test_question_outcome import TestQuestionOutcome
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

QuestionOutcome = PowerPath100QuestionOutcome | TestQuestionOutcome


def _models() -> dict[str | None, type[Model]]:
    return {
        "powerpath-100": PowerPath100QuestionOutcome,
        "quiz": TestQuestionOutcome,
        "test-out": TestQuestionOutcome,
        "placement": TestQuestionOutcome,
        "unit-test": TestQuestionOutcome,
    }


QUESTION_OUTCOME = DiscriminatedUnion("lessonType", _models)
parse_question_outcome = QUESTION_OUTCOME.parse
