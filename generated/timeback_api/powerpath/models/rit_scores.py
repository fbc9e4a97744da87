from __future__ import annotations

from timeback_api.powerpath.models.rit_score import RitScore
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class RitScores(Model):
    """RIT scores of a student in NWEA MAP tests.

    Attributes:
        growth: A RIT score and the matching grade.
        screening: A RIT score and the matching grade.
    """

    growth: RitScore | None = json_field("GROWTH", ModelOf(RitScore), default=None)
    screening: RitScore | None = json_field("SCREENING", ModelOf(RitScore), default=None)


parse_rit_scores = RitScores._parse
