"""Wrapper of a metric, used in replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.application_metric import ApplicationMetric, parse_application_metric
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ApplicationMetricReply(Model):
    """Wrapper of a metric, used in replies.

    Attributes:
        data: A metric of an application, and the source that it is taken from.
    """

    FIELDS = {"data": Field("data", ModelOf(ApplicationMetric), True)}
    NESTED = {"data": ("data", ApplicationMetric)}

    data: ApplicationMetric

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ApplicationMetricReply)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.data = parse_application_metric(value) if type(value := data.get("data")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ApplicationMetricReply:
        return parse_application_metric_reply(data)


_UntrackedApplicationMetricReply = untracked_subclass(ApplicationMetricReply)


def parse_application_metric_reply(data: Any, deep: bool = False) -> ApplicationMetricReply:
    instance: ApplicationMetricReply = new_model(_UntrackedApplicationMetricReply)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ApplicationMetricReply
    return instance
