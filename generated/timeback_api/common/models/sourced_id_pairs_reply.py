"""Reply to the creation of one object."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SourcedIdPairsReply(Model):
    """Reply to the creation of one object.

    Attributes:
        sourced_id_pairs: The supplied and the allocated id of a new object. A server may keep the supplied id or
            allocate another one. Use only the allocated id in later requests.
    """

    FIELDS = {"sourced_id_pairs": Field("sourcedIdPairs", ModelOf(SourcedIdPair), True)}
    NESTED = {"sourced_id_pairs": ("sourcedIdPairs", SourcedIdPair)}

    sourced_id_pairs: SourcedIdPair

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SourcedIdPairsReply)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id_pairs) is not None or "sourcedIdPairs" in data:
            data["sourcedIdPairs"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.sourced_id_pairs = (
            parse_sourced_id_pair(value) if type(value := data.get("sourcedIdPairs")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SourcedIdPairsReply:
        return parse_sourced_id_pairs_reply(data)


_UntrackedSourcedIdPairsReply = untracked_subclass(SourcedIdPairsReply)


def parse_sourced_id_pairs_reply(data: Any, deep: bool = False) -> SourcedIdPairsReply:
    instance: SourcedIdPairsReply = new_model(_UntrackedSourcedIdPairsReply)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SourcedIdPairsReply
    return instance
