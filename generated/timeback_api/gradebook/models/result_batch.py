"""Several results to store in one request."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.result import Result, parse_result
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResultBatch(Model):
    """Several results to store in one request.

    Attributes:
        results: The results to store.
    """

    FIELDS = {"results": Field("results", ListOf(ModelOf(Result)), True)}
    NESTED = {"results": ("results", Result)}

    results: list[Result]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResultBatch)
        value: Any
        data = self._start_dict()
        if (value := self.results) is not None or "results" in data:
            data["results"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.results = parse_list_deep(data.get("results"), parse_result)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResultBatch:
        return parse_result_batch(data)


_UntrackedResultBatch = untracked_subclass(ResultBatch)


def parse_result_batch(data: Any, deep: bool = False) -> ResultBatch:
    instance: ResultBatch = new_model(_UntrackedResultBatch)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ResultBatch
    return instance
