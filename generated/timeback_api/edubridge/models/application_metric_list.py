"""The metrics of an application."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.application_metric import ApplicationMetric, parse_application_metric
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ApplicationMetricList(Model):
    """The metrics of an application.

    Attributes:
        data: The metrics.
    """

    FIELDS = {"data": Field("data", ListOf(ModelOf(ApplicationMetric)), True)}
    NESTED = {"data": ("data", ApplicationMetric)}

    data: list[ApplicationMetric]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ApplicationMetricList)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.data = parse_list(data.get("data"), parse_application_metric)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ApplicationMetricList:
        return parse_application_metric_list(data)


_UntrackedApplicationMetricList = untracked_subclass(ApplicationMetricList)


def parse_application_metric_list(data: Any, deep: bool = False) -> ApplicationMetricList:
    instance: ApplicationMetricList = new_model(_UntrackedApplicationMetricList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ApplicationMetricList
    return instance
