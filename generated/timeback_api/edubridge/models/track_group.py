"""Subject tracks of the same subject, grade and course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_api.edubridge.models.track_group_key import TrackGroupKey, parse_track_group_key
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TrackGroup(Model):
    """Subject tracks of the same subject, grade and course.

    Attributes:
        key: What identifies a group of subject tracks.
        tracks: The tracks. A global group has one.
    """

    FIELDS = {
        "key": Field("key", ModelOf(TrackGroupKey), True),
        "tracks": Field("tracks", ListOf(ModelOf(SubjectTrack)), True),
    }
    NESTED = {"key": ("key", TrackGroupKey), "tracks": ("tracks", SubjectTrack)}

    key: TrackGroupKey
    tracks: list[SubjectTrack]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TrackGroup)
        value: Any
        data = self._start_dict()
        if (value := self.key) is not None or "key" in data:
            data["key"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.tracks) is not None or "tracks" in data:
            data["tracks"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.key = parse_track_group_key(value) if type(value := data.get("key")) is dict else value
        self.tracks = parse_list_deep(data.get("tracks"), parse_subject_track)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TrackGroup:
        return parse_track_group(data)


_UntrackedTrackGroup = untracked_subclass(TrackGroup)


def parse_track_group(data: Any, deep: bool = False) -> TrackGroup:
    instance: TrackGroup = new_model(_UntrackedTrackGroup)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TrackGroup
    return instance
