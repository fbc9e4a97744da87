"""What became of one operation."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OperationResult(Model):
    """What became of one operation.

    Attributes:
        success: Whether the operation was applied.
        errors: Why it was not applied.
    """
    success: bool | None
    errors: list[Message] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, OperationResult)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.errors) is not None or "errors" in d:
            d["errors"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.errors = ([parse_message(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("errors")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OperationResult:
        return parse_operation_result(data)


def parse_operation_result(d: dict[str, Any], whole: bool = False) -> OperationResult:
    self: OperationResult = new(_OperationResult)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = OperationResult
    return self


from timeback_api.common.models.message import Message, parse_message  # noqa: E402

_OperationResult = seed(OperationResult)
OperationResult.FIELDS = {
    "success": Field("success", FLAG, True),
    "errors": Field("errors", Many(One(Message))),
}
OperationResult.INSIDE = {
    "errors": ("errors", Message),
}
