"""Result of a job that has ended."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.event_id_pair import EventIdPair, parse_event_id_pair
from timeback_api.events.models.job_outcome import JobOutcome, as_job_outcome
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class JobResult(Model):
    """Result of a job that has ended.

    Attributes:
        status: Whether a job stored its events.
        results: The ids of the stored events.
    """

    FIELDS = {
        "status": Field("status", Choice(JobOutcome), True),
        "results": Field("results", ListOf(ModelOf(EventIdPair)), True),
    }
    NESTED = {"results": ("results", EventIdPair)}

    status: JobOutcome | str
    results: list[EventIdPair]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, JobResult)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.results) is not None or "results" in data:
            data["results"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.results = parse_list(data.get("results"), parse_event_id_pair)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> JobResult:
        return parse_job_result(data)


_UntrackedJobResult = untracked_subclass(JobResult)


def parse_job_result(data: Any, deep: bool = False) -> JobResult:
    instance: JobResult = new_model(_UntrackedJobResult)
    instance._received = data
    instance._changed = None
    instance.status = as_job_outcome(value, value) if type(value := data.get("status")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = JobResult
    return instance
