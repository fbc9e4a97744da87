"""Result of one operation."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.message import Message, parse_message
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OperationResult(Model):
    """Result of one operation.

    Attributes:
        success: Whether the operation was applied.
        errors: Why it was not applied.
    """

    FIELDS = {"success": Field("success", BOOLEAN, True), "errors": Field("errors", ListOf(ModelOf(Message)))}
    NESTED = {"errors": ("errors", Message)}

    success: bool
    errors: list[Message] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, OperationResult)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.errors = parse_list(data.get("errors"), parse_message)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OperationResult:
        return parse_operation_result(data)


_UntrackedOperationResult = untracked_subclass(OperationResult)


def parse_operation_result(data: Any, deep: bool = False) -> OperationResult:
    instance: OperationResult = new_model(_UntrackedOperationResult)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = OperationResult
    return instance
