from __future__ import annotations

from timeback_api.edubridge.models.application_metric import ApplicationMetric
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class ApplicationMetricList(Model):
    """The metrics of an application.

    Attributes:
        data: The metrics.
    """

    data: list[ApplicationMetric] = json_field("data", ListOf(ModelOf(ApplicationMetric)))


parse_application_metric_list = ApplicationMetricList._parse
