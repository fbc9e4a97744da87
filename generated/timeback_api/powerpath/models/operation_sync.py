"""Result of applying the operations of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.operation_result import OperationResult, parse_operation_result
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OperationSync(Model):
    """Result of applying the operations of a lesson plan.

    Attributes:
        success: Whether the operations were gone through.
        operation_count: Number of operations that were gone through.
        operation_results: One result for each operation, in sequence.
        message: Explanation for people.
    """

    FIELDS = {
        "success": Field("success", BOOLEAN, True),
        "message": Field("message", TEXT),
        "operation_count": Field("operationCount", NUMBER, True),
        "operation_results": Field("operationResults", ListOf(ModelOf(OperationResult)), True),
    }
    NESTED = {"operation_results": ("operationResults", OperationResult)}

    success: bool
    operation_count: float
    operation_results: list[OperationResult]
    message: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, OperationSync)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.operation_count) is not None or "operationCount" in data:
            data["operationCount"] = value
        if (value := self.operation_results) is not None or "operationResults" in data:
            data["operationResults"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.operation_results = parse_list_deep(data.get("operationResults"), parse_operation_result)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OperationSync:
        return parse_operation_sync(data)


_UntrackedOperationSync = untracked_subclass(OperationSync)


def parse_operation_sync(data: Any, deep: bool = False) -> OperationSync:
    instance: OperationSync = new_model(_UntrackedOperationSync)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.message = data.get("message")
    instance.operation_count = data.get("operationCount")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = OperationSync
    return instance
