"""Receipt for an operation that was written to the log."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StoredOperation(Model):
    """Receipt for an operation that was written to the log.

    Attributes:
        success: Whether the operation was stored.
        operation_id: Id of the operation.
        message: Explanation for people.
    """
    success: bool | None
    operation_id: str | None = None
    message: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StoredOperation)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.operation_id) is not None or "operationId" in d:
            d["operationId"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StoredOperation:
        return parse_stored_operation(data)


def parse_stored_operation(d: dict[str, Any]) -> StoredOperation:
    self: StoredOperation = new(_StoredOperation)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    self.operation_id = d.get("operationId")
    self.message = d.get("message")
    self.__class__ = StoredOperation
    return self




_StoredOperation = seed(StoredOperation)
StoredOperation.FIELDS = {
    "success": Field("success", FLAG, True),
    "operation_id": Field("operationId", TEXT),
    "message": Field("message", TEXT),
}
