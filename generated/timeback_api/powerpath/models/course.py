"""A OneRoster course."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
from timeback_api.powerpath.models.subject import Subject, as_subject
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Course(Model):
    """A OneRoster course.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Title of the course.
        org: Organisation that offers the course.
        sourced_id: Id of the course.
        date_last_modified: When the course was last changed.
        course_code: Code of the course for people.
        academic_session: Academic session of the course.
        school_year: School year of the course.
        grades: Grades that the course is for.
        subjects: Subjects of the course.
        subject_codes: Codes of the subjects.
        level: Level of the course.
        grading_scheme: Scheme by which the course is graded.
        resources: Resources of the course.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "metadata": Field("metadata", OBJECT),
        "title": Field("title", TEXT, True),
        "course_code": Field("courseCode", TEXT),
        "academic_session": Field("academicSession", ModelOf(Reference)),
        "school_year": Field("schoolYear", ModelOf(Reference)),
        "grades": Field("grades", ListOf(Choice(Grade))),
        "subjects": Field("subjects", ListOf(Choice(Subject))),
        "subject_codes": Field("subjectCodes", ListOf(TEXT)),
        "org": Field("org", ModelOf(Reference), True),
        "level": Field("level", TEXT),
        "grading_scheme": Field("gradingScheme", TEXT),
        "resources": Field("resources", ListOf(ModelOf(Reference))),
    }
    NESTED = {
        "academic_session": ("academicSession", Reference),
        "school_year": ("schoolYear", Reference),
        "grades": ("grades", None),
        "subjects": ("subjects", None),
        "org": ("org", Reference),
        "resources": ("resources", Reference),
    }

    status: Status | str
    title: str
    org: Reference
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    metadata: dict[str, Any] | None = None
    course_code: str | None = None
    academic_session: Reference | None = None
    school_year: Reference | None = None
    grades: list[Grade | str] | None = None
    subjects: list[Subject | str] | None = None
    subject_codes: list[str] | None = None
    level: str | None = None
    grading_scheme: str | None = None
    resources: list[Reference] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Course)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.course_code) is not None or "courseCode" in data:
            data["courseCode"] = value
        if (value := self.academic_session) is not None or "academicSession" in data:
            data["academicSession"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.school_year) is not None or "schoolYear" in data:
            data["schoolYear"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = to_json(value)
        if (value := self.subjects) is not None or "subjects" in data:
            data["subjects"] = to_json(value)
        if (value := self.subject_codes) is not None or "subjectCodes" in data:
            data["subjectCodes"] = value if value is data.get("subjectCodes") else to_json(value)
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.level) is not None or "level" in data:
            data["level"] = value
        if (value := self.grading_scheme) is not None or "gradingScheme" in data:
            data["gradingScheme"] = value
        if (value := self.resources) is not None or "resources" in data:
            data["resources"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.academic_session = parse_reference(value) if type(value := data.get("academicSession")) is dict else value
        self.school_year = parse_reference(value) if type(value := data.get("schoolYear")) is dict else value
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
        self.org = parse_reference(value) if type(value := data.get("org")) is dict else value
        self.resources = parse_list(data.get("resources"), parse_reference)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Course:
        return parse_course(data)


_UntrackedCourse = untracked_subclass(Course)


def parse_course(data: Any, deep: bool = False) -> Course:
    instance: Course = new_model(_UntrackedCourse)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.metadata = data.get("metadata")
    instance.title = data.get("title")
    instance.course_code = data.get("courseCode")
    instance.subject_codes = data.get("subjectCodes")
    instance.level = data.get("level")
    instance.grading_scheme = data.get("gradingScheme")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Course
    return instance
