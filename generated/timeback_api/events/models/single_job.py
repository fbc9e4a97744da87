"""Wrapper of one job."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.job import Job, parse_job
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleJob(Model):
    """Wrapper of one job.

    Attributes:
        job: The job that stores the events of one envelope.
    """

    FIELDS = {"job": Field("job", ModelOf(Job), True)}
    NESTED = {"job": ("job", Job)}

    job: Job

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleJob)
        value: Any
        data = self._start_dict()
        if (value := self.job) is not None or "job" in data:
            data["job"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.job = parse_job(value, True) if type(value := data.get("job")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleJob:
        return parse_single_job(data)


_UntrackedSingleJob = untracked_subclass(SingleJob)


def parse_single_job(data: Any, deep: bool = False) -> SingleJob:
    instance: SingleJob = new_model(_UntrackedSingleJob)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleJob
    return instance
