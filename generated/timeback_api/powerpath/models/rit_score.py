from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, json_field


class RitScore(Model):
    """A RIT score and the matching grade.

    Attributes:
        score: The score on the RIT scale.
        grade: Grade that matches the score.
    """

    score: int = json_field("score", INTEGER)
    grade: int = json_field("grade", INTEGER)


parse_rit_score = RitScore._parse
