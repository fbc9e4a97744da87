"""Reply to the creation of one object."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SourcedIdPairsReply(Model):
    """Reply to the creation of one object.

    Attributes:
        sourced_id_pairs: What became of the id of a new object. A server may keep the id that was sent or allocate
            one of its own; only the allocated id is good for later requests.
    """
    sourced_id_pairs: SourcedIdPair | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SourcedIdPairsReply)
        v: Any
        d = self._begin()
        if (v := self.sourced_id_pairs) is not None or "sourcedIdPairs" in d:
            d["sourcedIdPairs"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.sourced_id_pairs = parse_sourced_id_pair(v) if type(v := d.get("sourcedIdPairs")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SourcedIdPairsReply:
        return parse_sourced_id_pairs_reply(data)


def parse_sourced_id_pairs_reply(d: dict[str, Any], whole: bool = False) -> SourcedIdPairsReply:
    self: SourcedIdPairsReply = new(_SourcedIdPairsReply)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SourcedIdPairsReply
    return self


from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair  # noqa: E402

_SourcedIdPairsReply = seed(SourcedIdPairsReply)
SourcedIdPairsReply.FIELDS = {
    "sourced_id_pairs": Field("sourcedIdPairs", One(SourcedIdPair), True),
}
SourcedIdPairsReply.INSIDE = {
    "sourced_id_pairs": ("sourcedIdPairs", SourcedIdPair),
}
