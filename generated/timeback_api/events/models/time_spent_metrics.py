from __future__ import annotations

from typing import Any

from timeback_api.events.models.time_spent_metric import TimeSpentMetric
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, TEXT, ListOf, OneOf, json_field


class TimeSpentMetrics(Model):
    """How much time a student spent, by kind.

    Attributes:
        id: IRI of the metrics.
        type_: Type of the entity.
        items: The times, each of one kind.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field(
        "type", OneOf("TimebackTimeSpentMetricsCollection"), default="TimebackTimeSpentMetricsCollection", required=True
    )
    items: list[TimeSpentMetric] = json_field("items", ListOf(ModelOf(TimeSpentMetric)))
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_time_spent_metrics = TimeSpentMetrics._parse
