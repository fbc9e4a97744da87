"""Wrapper of one result, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleResult(Model):
    """Wrapper of one result, for sending and receiving.

    Attributes:
        result: The grade that a student got for a line item.
    """
    result: Result | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleResult)
        v: Any
        d = self._begin()
        if (v := self.result) is not None or "result" in d:
            d["result"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.result = parse_result(v, True) if type(v := d.get("result")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleResult:
        return parse_single_result(data)


def parse_single_result(d: dict[str, Any], whole: bool = False) -> SingleResult:
    self: SingleResult = new(_SingleResult)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleResult
    return self


from timeback_api.gradebook.models.result import Result, parse_result  # noqa: E402

_SingleResult = seed(SingleResult)
SingleResult.FIELDS = {
    "result": Field("result", One(Result), True),
}
SingleResult.INSIDE = {
    "result": ("result", Result),
}
