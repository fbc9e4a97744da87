"""Reply to a deletion."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import ANY, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NoData(Model):
    """Reply to a deletion.

    Attributes:
        data: Always null.
    """

    FIELDS = {"data": Field("data", ANY)}

    data: Any | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NoData)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = value if value is data.get("data") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NoData:
        return parse_no_data(data)


_UntrackedNoData = untracked_subclass(NoData)


def parse_no_data(data: Any) -> NoData:
    instance: NoData = new_model(_UntrackedNoData)
    instance._received = data
    instance._changed = None
    instance.data = data.get("data")
    instance.__class__ = NoData
    return instance
