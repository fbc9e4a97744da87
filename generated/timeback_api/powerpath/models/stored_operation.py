"""Confirmation of an operation that was written to the log."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StoredOperation(Model):
    """Confirmation of an operation that was written to the log.

    Attributes:
        success: Whether the operation was stored.
        operation_id: Id of the operation.
        message: Explanation for people.
    """

    FIELDS = {
        "success": Field("success", BOOLEAN, True),
        "operation_id": Field("operationId", TEXT),
        "message": Field("message", TEXT),
    }

    success: bool
    operation_id: str | None = None
    message: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StoredOperation)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.operation_id) is not None or "operationId" in data:
            data["operationId"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StoredOperation:
        return parse_stored_operation(data)


_UntrackedStoredOperation = untracked_subclass(StoredOperation)


def parse_stored_operation(data: Any) -> StoredOperation:
    instance: StoredOperation = new_model(_UntrackedStoredOperation)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.operation_id = data.get("operationId")
    instance.message = data.get("message")
    instance.__class__ = StoredOperation
    return instance
