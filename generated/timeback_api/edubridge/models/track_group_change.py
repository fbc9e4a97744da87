"""A request to replace the tracks of a group."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.subject import Subject, as_subject
from timeback_api.edubridge.models.track_conflict_strategy import TrackConflictStrategy, as_track_conflict_strategy
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TrackGroupChange(Model):
    """A request to replace the tracks of a group.

    Attributes:
        subject: Subject of the group.
        grade: Grade of the group.
        current_course_id: Id of the course of the group before the change.
        course_id: Id of the course of the group after the change.
        is_global: Whether the group is for all organisations.
        org_sourced_ids: Ids of the organisations after the change.
        strategy: What happens if an organisation has another track for the subject and grade: it is replaced, which is
            the default, or the request fails.
    """

    FIELDS = {
        "subject": Field("subject", Choice(Subject, pattern="^.+$"), True),
        "grade": Field("grade", Choice(Grade), True),
        "current_course_id": Field("currentCourseId", TEXT, True),
        "course_id": Field("courseId", TEXT, True),
        "is_global": Field("isGlobal", BOOLEAN, True),
        "org_sourced_ids": Field("orgSourcedIds", ListOf(TEXT)),
        "strategy": Field("strategy", Choice(TrackConflictStrategy)),
    }

    subject: Subject | str
    grade: Grade | str
    current_course_id: str
    course_id: str
    is_global: bool
    org_sourced_ids: list[str] | None = None
    strategy: TrackConflictStrategy | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TrackGroupChange)
        value: Any
        data = self._start_dict()
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.current_course_id) is not None or "currentCourseId" in data:
            data["currentCourseId"] = value
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.is_global) is not None or "isGlobal" in data:
            data["isGlobal"] = value
        if (value := self.org_sourced_ids) is not None or "orgSourcedIds" in data:
            data["orgSourcedIds"] = value if value is data.get("orgSourcedIds") else to_json(value)
        if (value := self.strategy) is not None or "strategy" in data:
            data["strategy"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TrackGroupChange:
        return parse_track_group_change(data)


_UntrackedTrackGroupChange = untracked_subclass(TrackGroupChange)


def parse_track_group_change(data: Any) -> TrackGroupChange:
    instance: TrackGroupChange = new_model(_UntrackedTrackGroupChange)
    instance._received = data
    instance._changed = None
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.current_course_id = data.get("currentCourseId")
    instance.course_id = data.get("courseId")
    instance.is_global = data.get("isGlobal")
    instance.org_sourced_ids = data.get("orgSourcedIds")
    instance.strategy = (
        as_track_conflict_strategy(value, value) if type(value := data.get("strategy")) is str else value
    )
    instance.__class__ = TrackGroupChange
    return instance
