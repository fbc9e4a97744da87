from __future__ import annotations

from timeback_api.edubridge.models.metric import Metric
from timeback_api.edubridge.models.metric_source import MetricSource
from timeback_runtime.model import Model
from timeback_runtime.validators import Choice, json_field


class MetricSelection(Model):
    """A metric and the source that it is taken from.

    Attributes:
        metric: What is counted.
        metric_source: Where a metric is taken from: the application of the platform, an application that sends it
            itself, an adapter, PowerPath, or manual entry.
    """

    metric: Metric | str = json_field("metric", Choice(Metric))
    metric_source: MetricSource | str = json_field("metricSource", Choice(MetricSource))


parse_metric_selection = MetricSelection._parse
