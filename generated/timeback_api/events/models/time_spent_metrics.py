"""How much time a student spent, by kind."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.time_spent_metric import TimeSpentMetric, parse_time_spent_metric
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
from timeback_runtime.validators import OBJECT, TEXT, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TimeSpentMetrics(Model):
    """How much time a student spent, by kind.

    Attributes:
        id: IRI of the metrics.
        items: The times, each of one kind.
        type_: Type of the entity.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("TimebackTimeSpentMetricsCollection"), True),
        "items": Field("items", ListOf(ModelOf(TimeSpentMetric)), True),
        "extensions": Field("extensions", OBJECT),
    }
    NESTED = {"items": ("items", TimeSpentMetric)}

    id: str
    items: list[TimeSpentMetric]
    type_: str = "TimebackTimeSpentMetricsCollection"
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TimeSpentMetrics)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.items) is not None or "items" in data:
            data["items"] = list_to_dicts(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.items = parse_list(data.get("items"), parse_time_spent_metric)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TimeSpentMetrics:
        return parse_time_spent_metrics(data)


_UntrackedTimeSpentMetrics = untracked_subclass(TimeSpentMetrics)


def parse_time_spent_metrics(data: Any, deep: bool = False) -> TimeSpentMetrics:
    instance: TimeSpentMetrics = new_model(_UntrackedTimeSpentMetrics)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TimeSpentMetrics
    return instance
