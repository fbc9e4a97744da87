from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, json_field


class ActivitySums(Model):
    """What a student reached, summed up.

    Attributes:
        xp_earned: XP.
        total_questions: Answered questions.
        correct_questions: Questions with a correct answer.
        mastered_units: Mastered units.
    """

    xp_earned: float = json_field("xpEarned", NUMBER)
    total_questions: float = json_field("totalQuestions", NUMBER)
    correct_questions: float = json_field("correctQuestions", NUMBER)
    mastered_units: float = json_field("masteredUnits", NUMBER)


parse_activity_sums = ActivitySums._parse
