from __future__ import annotations

from timeback_api.events.models.activity_metric import ActivityMetric
from timeback_api.events.models.activity_progress import ActivityProgress
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, TEXT, Bounded, ListOf, OneOf, json_field


class ActivityMetrics(Model):
    """What a student reached in an activity.

    Attributes:
        id: IRI of the metrics.
        type_: Type of the entity.
        items: The metrics. `totalQuestions` and `correctQuestions` belong together.
        attempt: Number of the attempt. The first is 1.
        extensions: Additional key and value pairs of activity metrics.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field(
        "type", OneOf("TimebackActivityMetricsCollection"), default="TimebackActivityMetricsCollection", required=True
    )
    items: list[ActivityMetric] = json_field("items", ListOf(ModelOf(ActivityMetric)))
    attempt: int | None = json_field("attempt", Bounded(INTEGER, 1, None), default=None)
    extensions: ActivityProgress | None = json_field("extensions", ModelOf(ActivityProgress), default=None)


parse_activity_metrics = ActivityMetrics._parse
