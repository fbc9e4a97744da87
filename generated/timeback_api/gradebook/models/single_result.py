"""Wrapper of one result, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.result import Result, parse_result
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleResult(Model):
    """Wrapper of one result, used in requests and replies.

    Attributes:
        result: The grade of a student for a line item.
    """

    FIELDS = {"result": Field("result", ModelOf(Result), True)}
    NESTED = {"result": ("result", Result)}

    result: Result

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleResult)
        value: Any
        data = self._start_dict()
        if (value := self.result) is not None or "result" in data:
            data["result"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.result = parse_result(value, True) if type(value := data.get("result")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleResult:
        return parse_single_result(data)


_UntrackedSingleResult = untracked_subclass(SingleResult)


def parse_single_result(data: Any, deep: bool = False) -> SingleResult:
    instance: SingleResult = new_model(_UntrackedSingleResult)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleResult
    return instance
