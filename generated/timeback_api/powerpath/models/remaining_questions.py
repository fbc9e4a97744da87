from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, json_field


class RemainingQuestions(Model):
    """Number of questions that the student has not seen in this attempt, by difficulty.

    Attributes:
        easy: Easy questions left.
        medium: Medium questions left.
        hard: Hard questions left.
    """

    easy: float = json_field("easy", NUMBER)
    medium: float = json_field("medium", NUMBER)
    hard: float = json_field("hard", NUMBER)


parse_remaining_questions = RemainingQuestions._parse
