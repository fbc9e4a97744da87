"""A metric and the source that it is taken from."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.metric import Metric, as_metric
from timeback_api.edubridge.models.metric_source import MetricSource, as_metric_source
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MetricSelection(Model):
    """A metric and the source that it is taken from.

    Attributes:
        metric: What is counted.
        metric_source: Where a metric is taken from: the application of the platform, an application that sends it
            itself, an adapter, PowerPath, or manual entry.
    """

    FIELDS = {
        "metric": Field("metric", Choice(Metric), True),
        "metric_source": Field("metricSource", Choice(MetricSource), True),
    }

    metric: Metric | str
    metric_source: MetricSource | str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MetricSelection)
        value: Any
        data = self._start_dict()
        if (value := self.metric) is not None or "metric" in data:
            data["metric"] = value if type(value) is str else enum_to_json(value)
        if (value := self.metric_source) is not None or "metricSource" in data:
            data["metricSource"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MetricSelection:
        return parse_metric_selection(data)


_UntrackedMetricSelection = untracked_subclass(MetricSelection)


def parse_metric_selection(data: Any) -> MetricSelection:
    instance: MetricSelection = new_model(_UntrackedMetricSelection)
    instance._received = data
    instance._changed = None
    instance.metric = as_metric(value, value) if type(value := data.get("metric")) is str else value
    instance.metric_source = as_metric_source(value, value) if type(value := data.get("metricSource")) is str else value
    instance.__class__ = MetricSelection
    return instance
