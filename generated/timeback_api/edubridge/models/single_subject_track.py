"""Wrapper of one subject track."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.subject_track import SubjectTrack, parse_subject_track
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleSubjectTrack(Model):
    """Wrapper of one subject track.

    Attributes:
        subject_track: The course of a subject and grade, for one organisation or for all.
    """

    FIELDS = {"subject_track": Field("subjectTrack", ModelOf(SubjectTrack), True)}
    NESTED = {"subject_track": ("subjectTrack", SubjectTrack)}

    subject_track: SubjectTrack

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleSubjectTrack)
        value: Any
        data = self._start_dict()
        if (value := self.subject_track) is not None or "subjectTrack" in data:
            data["subjectTrack"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.subject_track = (
            parse_subject_track(value, True) if type(value := data.get("subjectTrack")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleSubjectTrack:
        return parse_single_subject_track(data)


_UntrackedSingleSubjectTrack = untracked_subclass(SingleSubjectTrack)


def parse_single_subject_track(data: Any, deep: bool = False) -> SingleSubjectTrack:
    instance: SingleSubjectTrack = new_model(_UntrackedSingleSubjectTrack)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleSubjectTrack
    return instance
