from __future__ import annotations

from timeback_api.edubridge.models.application_metric import ApplicationMetric
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class ApplicationMetricReply(Model):
    """Wrapper of a metric, used in replies.

    Attributes:
        data: A metric of an application, and the source that it is taken from.
    """

    data: ApplicationMetric = json_field("data", ModelOf(ApplicationMetric))


parse_application_metric_reply = ApplicationMetricReply._parse
