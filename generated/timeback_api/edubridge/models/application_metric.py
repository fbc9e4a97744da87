from __future__ import annotations

from timeback_api.edubridge.models.metric import Metric
from timeback_api.edubridge.models.metric_source import MetricSource
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class ApplicationMetric(Model):
    """A metric of an application, and the source that it is taken from.

    Attributes:
        application_sourced_id: Id of the application.
        metric: What is counted.
        metric_source: Where a metric is taken from: the application of the platform, an application that sends it
            itself, an adapter, PowerPath, or manual entry.
    """

    application_sourced_id: str = json_field("applicationSourcedId", TEXT)
    metric: Metric | str = json_field("metric", Choice(Metric))
    metric_source: MetricSource | str = json_field("metricSource", Choice(MetricSource))


parse_application_metric = ApplicationMetric._parse
