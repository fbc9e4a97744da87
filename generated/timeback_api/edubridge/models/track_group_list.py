"""A list of groups of subject tracks."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.track_group import TrackGroup, parse_track_group
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TrackGroupList(Model):
    """A list of groups of subject tracks.

    Attributes:
        groups: The groups.
    """

    FIELDS = {"groups": Field("groups", ListOf(ModelOf(TrackGroup)), True)}
    NESTED = {"groups": ("groups", TrackGroup)}

    groups: list[TrackGroup]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TrackGroupList)
        value: Any
        data = self._start_dict()
        if (value := self.groups) is not None or "groups" in data:
            data["groups"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.groups = parse_list_deep(data.get("groups"), parse_track_group)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TrackGroupList:
        return parse_track_group_list(data)


_UntrackedTrackGroupList = untracked_subclass(TrackGroupList)


def parse_track_group_list(data: Any, deep: bool = False) -> TrackGroupList:
    instance: TrackGroupList = new_model(_UntrackedTrackGroupList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TrackGroupList
    return instance
