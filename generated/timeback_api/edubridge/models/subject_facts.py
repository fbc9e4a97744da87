"""What a student did in one subject on one day."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.activity_sums import ActivitySums, parse_activity_sums
from timeback_api.edubridge.models.time_spent_sums import TimeSpentSums, parse_time_spent_sums
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectFacts(Model):
    """What a student did in one subject on one day.

    Attributes:
        activity_metrics: What a student reached, summed up.
        time_spent_metrics: The time of a student, summed up.
        apps: Names of the applications.
    """

    FIELDS = {
        "activity_metrics": Field("activityMetrics", ModelOf(ActivitySums), True),
        "time_spent_metrics": Field("timeSpentMetrics", ModelOf(TimeSpentSums), True),
        "apps": Field("apps", ListOf(TEXT), True),
    }
    NESTED = {
        "activity_metrics": ("activityMetrics", ActivitySums),
        "time_spent_metrics": ("timeSpentMetrics", TimeSpentSums),
    }

    activity_metrics: ActivitySums
    time_spent_metrics: TimeSpentSums
    apps: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SubjectFacts)
        value: Any
        data = self._start_dict()
        if (value := self.activity_metrics) is not None or "activityMetrics" in data:
            data["activityMetrics"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.time_spent_metrics) is not None or "timeSpentMetrics" in data:
            data["timeSpentMetrics"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.apps) is not None or "apps" in data:
            data["apps"] = value if value is data.get("apps") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.activity_metrics = (
            parse_activity_sums(value) if type(value := data.get("activityMetrics")) is dict else value
        )
        self.time_spent_metrics = (
            parse_time_spent_sums(value) if type(value := data.get("timeSpentMetrics")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectFacts:
        return parse_subject_facts(data)


_UntrackedSubjectFacts = untracked_subclass(SubjectFacts)


def parse_subject_facts(data: Any, deep: bool = False) -> SubjectFacts:
    instance: SubjectFacts = new_model(_UntrackedSubjectFacts)
    instance._received = data
    instance._changed = None
    instance.apps = data.get("apps")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SubjectFacts
    return instance
