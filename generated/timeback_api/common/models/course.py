"""A course of study, independent of its schedule and teachers."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.course_app import CourseApp, parse_course_app
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
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
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Choice, Field, ListOf, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Course(Model):
    """A course of study, independent of its schedule and teachers. It consists of course components.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the course.
        org: The organisation that offers the course.
        sourced_id: Id of the course.
        date_last_modified: When the course was last changed. The server sets it.
        course_code: Code that people use for the course.
        grades: Grades that the course is for.
        subjects: Subjects that the course covers. The platform uses the listed names; other providers use their own.
        subject_codes: Codes of the subjects, in the order of `subjects`.
        level: Level of difficulty, such as "AP". The organisation chooses the values. An extension of the platform:
            another provider may not know it.
        grading_scheme: Grading scheme of the course. The organisation chooses the values. An extension of the platform:
            another provider may not know it.
        academic_session: The session for which the course is offered. An extension of the platform: another provider
            may not know it.
        school_year: The school year for which the course is offered.
        primary_app: The application in which the course is taken. Servers may return its id alone. An extension of the
            platform: another provider may not know it.
        resources: Resources that the course uses. The platform ignores them in requests.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "course_code": Field("courseCode", TEXT),
        "grades": Field("grades", ListOf(TEXT)),
        "subjects": Field(
            "subjects",
            ListOf(
                AnyOf(
                    OneOf(
                        "Reading",
                        "Language",
                        "Vocabulary",
                        "Social Studies",
                        "Writing",
                        "Science",
                        "FastMath",
                        "Math",
                        "None",
                        "Other",
                    ),
                    TEXT,
                )
            ),
        ),
        "subject_codes": Field("subjectCodes", ListOf(TEXT)),
        "level": Field("level", TEXT),
        "grading_scheme": Field("gradingScheme", TEXT),
        "org": Field("org", ModelOf(Reference), True),
        "academic_session": Field("academicSession", ModelOf(Reference)),
        "school_year": Field("schoolYear", ModelOf(Reference)),
        "primary_app": Field("primaryApp", AnyOf(ModelOf(CourseApp), TEXT)),
        "resources": Field("resources", ListOf(ModelOf(Reference))),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "org": ("org", Reference),
        "academic_session": ("academicSession", Reference),
        "school_year": ("schoolYear", Reference),
        "primary_app": ("primaryApp", None),
        "resources": ("resources", Reference),
    }

    FILTERS = frozenset(
        {
            "academicSession.sourcedId",
            "academicSessionSourcedId",
            "org.sourcedId",
            "orgSourcedId",
            "resourceSourcedId",
            "resources.sourcedId",
            "schoolYear.sourcedId",
            "schoolYearSourcedId",
        }
    )

    status: Status | str
    title: str
    org: Reference
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    course_code: str | None = None
    grades: list[str] | None = None
    subjects: list[str] | None = None
    subject_codes: list[str] | None = None
    level: str | None = None
    grading_scheme: str | None = None
    academic_session: Reference | None = None
    school_year: Reference | None = None
    primary_app: CourseApp | str | None = None
    resources: list[Reference] | None = None
    metadata: dict[str, Any] | None = None

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
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.course_code) is not None or "courseCode" in data:
            data["courseCode"] = value
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = value if value is data.get("grades") else to_json(value)
        if (value := self.subjects) is not None or "subjects" in data:
            data["subjects"] = value if value is data.get("subjects") else to_json(value)
        if (value := self.subject_codes) is not None or "subjectCodes" in data:
            data["subjectCodes"] = value if value is data.get("subjectCodes") else to_json(value)
        if (value := self.level) is not None or "level" in data:
            data["level"] = value
        if (value := self.grading_scheme) is not None or "gradingScheme" in data:
            data["gradingScheme"] = value
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.academic_session) is not None or "academicSession" in data:
            data["academicSession"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.school_year) is not None or "schoolYear" in data:
            data["schoolYear"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.primary_app) is not None or "primaryApp" in data:
            data["primaryApp"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.resources) is not None or "resources" in data:
            data["resources"] = list_to_dicts(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.org = parse_reference(value) if type(value := data.get("org")) is dict else value
        self.academic_session = parse_reference(value) if type(value := data.get("academicSession")) is dict else value
        self.school_year = parse_reference(value) if type(value := data.get("schoolYear")) is dict else value
        self.primary_app = parse_course_app(value) if type(value := data.get("primaryApp")) is dict else value
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
    instance.title = data.get("title")
    instance.course_code = data.get("courseCode")
    instance.grades = data.get("grades")
    instance.subjects = data.get("subjects")
    instance.subject_codes = data.get("subjectCodes")
    instance.level = data.get("level")
    instance.grading_scheme = data.get("gradingScheme")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Course
    return instance
