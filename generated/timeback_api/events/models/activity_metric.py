"""One metric of an activity."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.activity_metric_type import ActivityMetricType, as_activity_metric_type
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import NUMBER, OBJECT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ActivityMetric(Model):
    """One metric of an activity.

    Attributes:
        type_: What a metric counts. One XP stands for one minute of focused work; the sender decides how many a student
            earned.
        value: Value of the metric.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "type_": Field("type", Choice(ActivityMetricType), True),
        "value": Field("value", NUMBER, True),
        "extensions": Field("extensions", OBJECT),
    }

    type_: ActivityMetricType | str
    value: float
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ActivityMetric)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.value) is not None or "value" in data:
            data["value"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ActivityMetric:
        return parse_activity_metric(data)


_UntrackedActivityMetric = untracked_subclass(ActivityMetric)


def parse_activity_metric(data: Any) -> ActivityMetric:
    instance: ActivityMetric = new_model(_UntrackedActivityMetric)
    instance._received = data
    instance._changed = None
    instance.type_ = as_activity_metric_type(value, value) if type(value := data.get("type")) is str else value
    instance.value = data.get("value")
    instance.extensions = data.get("extensions")
    instance.__class__ = ActivityMetric
    return instance
