"""What became of the operations of a lesson plan."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OperationSync(Model):
    """What became of the operations of a lesson plan.

    Attributes:
        success: Whether the operations were gone through.
        operation_count: Number of operations that were gone through.
        operation_results: One result for each operation, in sequence.
        message: Explanation for people.
    """
    success: bool | None
    operation_count: float | None
    operation_results: list[OperationResult] | None
    message: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, OperationSync)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        if (v := self.operation_count) is not None or "operationCount" in d:
            d["operationCount"] = v
        if (v := self.operation_results) is not None or "operationResults" in d:
            d["operationResults"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.operation_results = ([parse_operation_result(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("operationResults")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OperationSync:
        return parse_operation_sync(data)


def parse_operation_sync(d: dict[str, Any], whole: bool = False) -> OperationSync:
    self: OperationSync = new(_OperationSync)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    self.message = d.get("message")
    self.operation_count = d.get("operationCount")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = OperationSync
    return self


from timeback_api.powerpath.models.operation_result import OperationResult, parse_operation_result  # noqa: E402

_OperationSync = seed(OperationSync)
OperationSync.FIELDS = {
    "success": Field("success", FLAG, True),
    "message": Field("message", TEXT),
    "operation_count": Field("operationCount", NUMBER, True),
    "operation_results": Field("operationResults", Many(One(OperationResult)), True),
}
OperationSync.INSIDE = {
    "operation_results": ("operationResults", OperationResult),
}
