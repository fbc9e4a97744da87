from __future__ import annotations

from timeback_api.edubridge.models.metric_selection import MetricSelection
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class ApplicationMetricRequest(Model):
    """Wrapper of a metric, used in requests.

    Attributes:
        application_metric: A metric and the source that it is taken from.
    """

    application_metric: MetricSelection = json_field("applicationMetric", ModelOf(MetricSelection))


parse_application_metric_request = ApplicationMetricRequest._parse
