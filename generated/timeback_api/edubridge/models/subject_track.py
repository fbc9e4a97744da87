"""The course of a subject and grade, for one organisation or for all."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.course import Course, parse_course
from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.org import Org, parse_org
from timeback_api.common.models.subject import Subject, as_subject
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectTrack(Model):
    """The course of a subject and grade, for one organisation or for all.

    Attributes:
        id: Id of the subject track.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        subject: School subject. The platform may add others.
        course: A course of study, independent of its schedule and teachers. It consists of course components.
        org: The organisation. Null for a global track.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "grade": Field("grade", Choice(Grade), True),
        "subject": Field("subject", Choice(Subject, pattern="^.+$"), True),
        "course": Field("course", ModelOf(Course), True),
        "org": Field("org", ModelOf(Org)),
    }
    NESTED = {"course": ("course", Course), "org": ("org", Org)}

    id: str
    grade: Grade | str
    subject: Subject | str
    course: Course
    org: Org | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SubjectTrack)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if type(value) is str else enum_to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_course(value, True) if type(value := data.get("course")) is dict else value
        self.org = parse_org(value, True) if type(value := data.get("org")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectTrack:
        return parse_subject_track(data)


_UntrackedSubjectTrack = untracked_subclass(SubjectTrack)


def parse_subject_track(data: Any, deep: bool = False) -> SubjectTrack:
    instance: SubjectTrack = new_model(_UntrackedSubjectTrack)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.subject = as_subject(value, value) if type(value := data.get("subject")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SubjectTrack
    return instance
