"""What identifies a group of subject tracks."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.subject import Subject, as_subject
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TrackGroupKey(Model):
    """What identifies a group of subject tracks.

    Attributes:
        subject: School subject. The platform may add others.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        course_id: Id of the course.
        is_global: Whether the group is for all organisations.
    """

    FIELDS = {
        "subject": Field("subject", Choice(Subject, pattern="^.+$"), True),
        "grade": Field("grade", Choice(Grade), True),
        "course_id": Field("courseId", TEXT, True),
        "is_global": Field("isGlobal", BOOLEAN, True),
    }

    subject: Subject | str
    grade: Grade | str
    course_id: str
    is_global: bool

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TrackGroupKey)
        value: Any
        data = self._start_dict()
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.is_global) is not None or "isGlobal" in data:
            data["isGlobal"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TrackGroupKey:
        return parse_track_group_key(data)


_UntrackedTrackGroupKey = untracked_subclass(TrackGroupKey)


def parse_track_group_key(data: Any) -> TrackGroupKey:
    instance: TrackGroupKey = new_model(_UntrackedTrackGroupKey)
    instance._received = data
    instance._changed = None
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.course_id = data.get("courseId")
    instance.is_global = data.get("isGlobal")
    instance.__class__ = TrackGroupKey
    return instance
