"""Reply to the creation of several objects."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed, to_json
from timeback_runtime.validators import Either, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SourcedIdPairSetReply(Model):
    """Reply to the creation of several objects. The standard answers a pair of ids for each of them, the platform
    documents a single pair.

    Attributes:
        sourced_id_pairs: What became of the ids that were sent.
    """
    sourced_id_pairs: SourcedIdPair | list[SourcedIdPair] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SourcedIdPairSetReply)
        v: Any
        d = self._begin()
        if (v := self.sourced_id_pairs) is not None or "sourcedIdPairs" in d:
            d["sourcedIdPairs"] = to_json(v)
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.sourced_id_pairs = parse_sourced_id_pair(v) if type(v := d.get("sourcedIdPairs")) is dict else ([parse_sourced_id_pair(i) if type(i) is dict else i for i in v] if v else v) if type(v) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SourcedIdPairSetReply:
        return parse_sourced_id_pair_set_reply(data)


def parse_sourced_id_pair_set_reply(d: dict[str, Any], whole: bool = False) -> SourcedIdPairSetReply:
    self: SourcedIdPairSetReply = new(_SourcedIdPairSetReply)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SourcedIdPairSetReply
    return self


from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair  # noqa: E402

_SourcedIdPairSetReply = seed(SourcedIdPairSetReply)
SourcedIdPairSetReply.FIELDS = {
    "sourced_id_pairs": Field("sourcedIdPairs", Either(One(SourcedIdPair), Many(One(SourcedIdPair))), True),
}
SourcedIdPairSetReply.INSIDE = {
    "sourced_id_pairs": ("sourcedIdPairs", None),
}
