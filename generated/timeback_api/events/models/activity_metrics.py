"""What a student reached in an activity."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.activity_metric import ActivityMetric, parse_activity_metric
from timeback_api.events.models.activity_progress import ActivityProgress, parse_activity_progress
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ActivityMetrics(Model):
    """What a student reached in an activity.

    Attributes:
        id: IRI of the metrics.
        items: The metrics. `totalQuestions` and `correctQuestions` belong together.
        type_: Type of the entity.
        attempt: Number of the attempt. The first is 1.
        extensions: Additional key and value pairs of activity metrics.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("TimebackActivityMetricsCollection"), True),
        "items": Field("items", ListOf(ModelOf(ActivityMetric)), True),
        "attempt": Field("attempt", Bounded(INTEGER, 1, None)),
        "extensions": Field("extensions", ModelOf(ActivityProgress)),
    }
    NESTED = {"items": ("items", ActivityMetric), "extensions": ("extensions", ActivityProgress)}

    id: str
    items: list[ActivityMetric]
    type_: str = "TimebackActivityMetricsCollection"
    attempt: int | None = None
    extensions: ActivityProgress | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ActivityMetrics)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.items) is not None or "items" in data:
            data["items"] = list_to_dicts(value)
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.items = parse_list(data.get("items"), parse_activity_metric)
        self.extensions = parse_activity_progress(value) if type(value := data.get("extensions")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ActivityMetrics:
        return parse_activity_metrics(data)


_UntrackedActivityMetrics = untracked_subclass(ActivityMetrics)


def parse_activity_metrics(data: Any, deep: bool = False) -> ActivityMetrics:
    instance: ActivityMetrics = new_model(_UntrackedActivityMetrics)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.attempt = data.get("attempt")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ActivityMetrics
    return instance
