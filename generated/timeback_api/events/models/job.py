"""The job that stores the events of one envelope."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.events.models.job_result import JobResult, parse_job_result
from timeback_api.events.models.job_state import JobState, as_job_state
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Job(Model):
    """The job that stores the events of one envelope.

    Attributes:
        id: Id of the job.
        state: State of a job. The platform may use other values.
        return_value: Result of the job, if it has ended.
        processed_on: When the job was processed.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "state": Field("state", Choice(JobState, pattern="^.+$"), True),
        "return_value": Field("returnValue", ModelOf(JobResult)),
        "processed_on": Field("processedOn", DATETIME),
    }
    NESTED = {"return_value": ("returnValue", JobResult)}

    id: str
    state: JobState | str
    return_value: JobResult | None = None
    processed_on: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Job)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.state) is not None or "state" in data:
            data["state"] = value if type(value) is str else enum_to_json(value)
        if (value := self.return_value) is not None or "returnValue" in data:
            data["returnValue"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.processed_on) is not None or "processedOn" in data:
            data["processedOn"] = format_datetime(value, data.get("processedOn"))
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.return_value = parse_job_result(value, True) if type(value := data.get("returnValue")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Job:
        return parse_job(data)


_UntrackedJob = untracked_subclass(Job)


def parse_job(data: Any, deep: bool = False) -> Job:
    instance: Job = new_model(_UntrackedJob)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.state = as_job_state(value, value) if type(value := data.get("state")) is str else value
    instance.processed_on = parse_datetime(value) if type(value := data.get("processedOn")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Job
    return instance
