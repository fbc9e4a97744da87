"""A request to set the course of a subject and grade."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.subject import Subject, as_subject
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewSubjectTrack(Model):
    """A request to set the course of a subject and grade.

    Attributes:
        subject: School subject. The platform may add others.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        course_id: Id of the course.
        org_sourced_id: Id of the organisation. Without it the track is global.
    """

    FIELDS = {
        "subject": Field("subject", Choice(Subject, pattern="^.+$"), True),
        "grade": Field("grade", Choice(Grade), True),
        "course_id": Field("courseId", TEXT, True),
        "org_sourced_id": Field("orgSourcedId", TEXT),
    }

    subject: Subject | str
    grade: Grade | str
    course_id: str
    org_sourced_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewSubjectTrack)
        value: Any
        data = self._start_dict()
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.org_sourced_id) is not None or "orgSourcedId" in data:
            data["orgSourcedId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewSubjectTrack:
        return parse_new_subject_track(data)


_UntrackedNewSubjectTrack = untracked_subclass(NewSubjectTrack)


def parse_new_subject_track(data: Any) -> NewSubjectTrack:
    instance: NewSubjectTrack = new_model(_UntrackedNewSubjectTrack)
    instance._received = data
    instance._changed = None
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.course_id = data.get("courseId")
    instance.org_sourced_id = data.get("orgSourcedId")
    instance.__class__ = NewSubjectTrack
    return instance
