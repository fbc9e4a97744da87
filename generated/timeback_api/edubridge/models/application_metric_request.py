"""Wrapper of a metric, used in requests."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.metric_selection import MetricSelection, parse_metric_selection
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ApplicationMetricRequest(Model):
    """Wrapper of a metric, used in requests.

    Attributes:
        application_metric: A metric and the source that it is taken from.
    """

    FIELDS = {"application_metric": Field("applicationMetric", ModelOf(MetricSelection), True)}
    NESTED = {"application_metric": ("applicationMetric", MetricSelection)}

    application_metric: MetricSelection

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ApplicationMetricRequest)
        value: Any
        data = self._start_dict()
        if (value := self.application_metric) is not None or "applicationMetric" in data:
            data["applicationMetric"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.application_metric = (
            parse_metric_selection(value) if type(value := data.get("applicationMetric")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ApplicationMetricRequest:
        return parse_application_metric_request(data)


_UntrackedApplicationMetricRequest = untracked_subclass(ApplicationMetricRequest)


def parse_application_metric_request(data: Any, deep: bool = False) -> ApplicationMetricRequest:
    instance: ApplicationMetricRequest = new_model(_UntrackedApplicationMetricRequest)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ApplicationMetricRequest
    return instance
