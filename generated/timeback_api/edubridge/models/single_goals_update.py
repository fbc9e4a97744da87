from __future__ import annotations

from timeback_api.edubridge.models.goals_update import GoalsUpdate
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleGoalsUpdate(Model):
    """Wrapper of the outcome of a change of goals.

    Attributes:
        data: How many enrollments received other goals.
    """

    data: GoalsUpdate = json_field("data", ModelOf(GoalsUpdate))


parse_single_goals_update = SingleGoalsUpdate._parse
