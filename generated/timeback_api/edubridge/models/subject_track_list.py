"""A list of subject tracks."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectTrackList(Model):
    """A list of subject tracks.

    Attributes:
        subject_track: The subject tracks.
    """

    FIELDS = {"subject_track": Field("subjectTrack", ListOf(ModelOf(SubjectTrack)), True)}
    NESTED = {"subject_track": ("subjectTrack", SubjectTrack)}

    subject_track: list[SubjectTrack]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SubjectTrackList)
        value: Any
        data = self._start_dict()
        if (value := self.subject_track) is not None or "subjectTrack" in data:
            data["subjectTrack"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.subject_track = parse_list_deep(data.get("subjectTrack"), parse_subject_track)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectTrackList:
        return parse_subject_track_list(data)


_UntrackedSubjectTrackList = untracked_subclass(SubjectTrackList)


def parse_subject_track_list(data: Any, deep: bool = False) -> SubjectTrackList:
    instance: SubjectTrackList = new_model(_UntrackedSubjectTrackList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SubjectTrackList
    return instance
