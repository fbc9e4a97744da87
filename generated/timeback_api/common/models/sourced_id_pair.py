"""What became of the id of a new object."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SourcedIdPair(Model):
    """What became of the id of a new object. A server may keep the id that was sent or allocate one of its own; only the
    allocated id is good for later requests.

    Attributes:
        supplied_sourced_id: The id that the request carried.
        allocated_sourced_id: The id under which the server stored the object.
    """
    supplied_sourced_id: str | None
    allocated_sourced_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SourcedIdPair)
        v: Any
        d = self._begin()
        if (v := self.supplied_sourced_id) is not None or "suppliedSourcedId" in d:
            d["suppliedSourcedId"] = v
        if (v := self.allocated_sourced_id) is not None or "allocatedSourcedId" in d:
            d["allocatedSourcedId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SourcedIdPair:
        return parse_sourced_id_pair(data)


def parse_sourced_id_pair(d: dict[str, Any]) -> SourcedIdPair:
    self: SourcedIdPair = new(_SourcedIdPair)
    self._raw = d
    self._changed = None
    self.supplied_sourced_id = d.get("suppliedSourcedId")
    self.allocated_sourced_id = d.get("allocatedSourcedId")
    self.__class__ = SourcedIdPair
    return self




_SourcedIdPair = seed(SourcedIdPair)
SourcedIdPair.FIELDS = {
    "supplied_sourced_id": Field("suppliedSourcedId", TEXT, True),
    "allocated_sourced_id": Field("allocatedSourcedId", TEXT, True),
}
