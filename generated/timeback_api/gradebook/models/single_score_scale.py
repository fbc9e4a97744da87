from __future__ import annotations

from timeback_api.gradebook.models.score_scale import ScoreScale
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleScoreScale(Model):
    """Wrapper of one score scale, used in requests and replies.

    Attributes:
        score_scale: The scores used in a class, and the meaning of each.
    """

    score_scale: ScoreScale = json_field("scoreScale", ModelOf(ScoreScale))


parse_single_score_scale = SingleScoreScale._parse
