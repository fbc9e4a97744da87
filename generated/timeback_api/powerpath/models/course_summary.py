"""A course in short."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.status import Status, as_status
from timeback_api.powerpath.models.subject import Subject, as_subject
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSummary(Model):
    """A course in short.

    Attributes:
        sourced_id: Id of the course.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the course was last changed.
        title: Title of the course.
        course_code: Code of the course for people.
        grades: Grades that the course is for.
        subjects: Subjects of the course.
        level: Level of the course.
        org_sourced_id: Id of the organisation that offers the course.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME, True),
        "title": Field("title", TEXT, True),
        "course_code": Field("courseCode", TEXT, True),
        "grades": Field("grades", ListOf(Choice(Grade)), True),
        "subjects": Field("subjects", ListOf(Choice(Subject)), True),
        "level": Field("level", TEXT, True),
        "org_sourced_id": Field("orgSourcedId", TEXT, True),
    }
    NESTED = {"grades": ("grades", None), "subjects": ("subjects", None)}

    sourced_id: str
    status: Status | str
    date_last_modified: datetime.datetime
    title: str
    course_code: str | None
    grades: list[Grade | str] | None
    subjects: list[Subject | str] | None
    level: str | None
    org_sourced_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseSummary)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.course_code) is not None or "courseCode" in data:
            data["courseCode"] = value
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = to_json(value)
        if (value := self.subjects) is not None or "subjects" in data:
            data["subjects"] = to_json(value)
        if (value := self.level) is not None or "level" in data:
            data["level"] = value
        if (value := self.org_sourced_id) is not None or "orgSourcedId" in data:
            data["orgSourcedId"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.grades = (
            ([as_grade(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("grades")) is list
            else value
        )
        self.subjects = (
            ([as_subject(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("subjects")) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSummary:
        return parse_course_summary(data)


_UntrackedCourseSummary = untracked_subclass(CourseSummary)


def parse_course_summary(data: Any, deep: bool = False) -> CourseSummary:
    instance: CourseSummary = new_model(_UntrackedCourseSummary)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.course_code = data.get("courseCode")
    instance.level = data.get("level")
    instance.org_sourced_id = data.get("orgSourcedId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseSummary
    return instance
