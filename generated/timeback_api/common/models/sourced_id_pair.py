"""The supplied and the allocated id of a new object."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SourcedIdPair(Model):
    """The supplied and the allocated id of a new object. A server may keep the supplied id or allocate another one. Use
    only the allocated id in later requests.

    Attributes:
        supplied_sourced_id: The id in the request.
        allocated_sourced_id: The id under which the server stored the object.
    """

    FIELDS = {
        "supplied_sourced_id": Field("suppliedSourcedId", TEXT, True),
        "allocated_sourced_id": Field("allocatedSourcedId", TEXT, True),
    }

    supplied_sourced_id: str
    allocated_sourced_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SourcedIdPair)
        value: Any
        data = self._start_dict()
        if (value := self.supplied_sourced_id) is not None or "suppliedSourcedId" in data:
            data["suppliedSourcedId"] = value
        if (value := self.allocated_sourced_id) is not None or "allocatedSourcedId" in data:
            data["allocatedSourcedId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SourcedIdPair:
        return parse_sourced_id_pair(data)


_UntrackedSourcedIdPair = untracked_subclass(SourcedIdPair)


def parse_sourced_id_pair(data: Any) -> SourcedIdPair:
    instance: SourcedIdPair = new_model(_UntrackedSourcedIdPair)
    instance._received = data
    instance._changed = None
    instance.supplied_sourced_id = data.get("suppliedSourcedId")
    instance.allocated_sourced_id = data.get("allocatedSourcedId")
    instance.__class__ = SourcedIdPair
    return instance
