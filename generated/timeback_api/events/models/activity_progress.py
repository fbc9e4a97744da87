from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, Bounded, json_field


class ActivityProgress(Model):
    """Additional key and value pairs of activity metrics.

    Attributes:
        pct_complete_app: How much of the course in the application is complete, in percent.
    """

    pct_complete_app: float | None = json_field("pctCompleteApp", Bounded(NUMBER, 0, 100), default=None)


parse_activity_progress = ActivityProgress._parse
