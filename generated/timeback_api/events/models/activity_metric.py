from __future__ import annotations

from typing import Any

from timeback_api.events.models.activity_metric_type import ActivityMetricType
from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, OBJECT, Choice, json_field


class ActivityMetric(Model):
    """One metric of an activity.

    Attributes:
        type_: What a metric counts. One XP stands for one minute of focused work; the sender decides how many a student
            earned.
        value: Value of the metric.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    type_: ActivityMetricType | str = json_field("type", Choice(ActivityMetricType))
    value: float = json_field("value", NUMBER)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_activity_metric = ActivityMetric._parse
