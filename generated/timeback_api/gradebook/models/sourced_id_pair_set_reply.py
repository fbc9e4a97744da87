"""Reply to the creation of several objects."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_runtime.model import Model, copy_payload, new_model, parse_list, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SourcedIdPairSetReply(Model):
    """Reply to the creation of several objects. The standard returns a pair of ids for each of them; the platform
    documents a single pair.

    Attributes:
        sourced_id_pairs: The pairs of supplied and allocated ids.
    """

    FIELDS = {
        "sourced_id_pairs": Field("sourcedIdPairs", AnyOf(ModelOf(SourcedIdPair), ListOf(ModelOf(SourcedIdPair))), True)
    }
    NESTED = {"sourced_id_pairs": ("sourcedIdPairs", None)}

    sourced_id_pairs: SourcedIdPair | list[SourcedIdPair]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SourcedIdPairSetReply)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id_pairs) is not None or "sourcedIdPairs" in data:
            data["sourcedIdPairs"] = to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.sourced_id_pairs = (
            parse_sourced_id_pair(value)
            if type(value := data.get("sourcedIdPairs")) is dict
            else parse_list(value, parse_sourced_id_pair)
            if type(value) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SourcedIdPairSetReply:
        return parse_sourced_id_pair_set_reply(data)


_UntrackedSourcedIdPairSetReply = untracked_subclass(SourcedIdPairSetReply)


def parse_sourced_id_pair_set_reply(data: Any, deep: bool = False) -> SourcedIdPairSetReply:
    instance: SourcedIdPairSetReply = new_model(_UntrackedSourcedIdPairSetReply)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SourcedIdPairSetReply
    return instance
