from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.course_app import CourseApp
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Choice, ListOf, OneOf, Text, json_field


class Course(Model):
    """A course of study, independent of its schedule and teachers. It consists of course components.

    Attributes:
        sourced_id: Id of the course.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the course was last changed. The server sets it.
        title: Name of the course.
        course_code: Code that people use for the course.
        grades: Grades that the course is for.
        subjects: Subjects that the course covers. The platform uses the listed names; other providers use their own.
        subject_codes: Codes of the subjects, in the order of `subjects`.
        level: Level of difficulty, such as "AP". The organisation chooses the values. An extension of the platform:
            another provider may not know it.
        grading_scheme: Grading scheme of the course. The organisation chooses the values. An extension of the platform:
            another provider may not know it.
        org: The organisation that offers the course.
        academic_session: The session for which the course is offered. An extension of the platform: another provider
            may not know it.
        school_year: The school year for which the course is offered.
        primary_app: The application in which the course is taken. Servers may return its id alone. An extension of the
            platform: another provider may not know it.
        resources: Resources that the course uses. The platform ignores them in requests.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    course_code: str | None = json_field("courseCode", TEXT, default=None)
    grades: list[str] | None = json_field("grades", ListOf(TEXT), default=None)
    subjects: list[str] | None = json_field(
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
        default=None,
    )
    subject_codes: list[str] | None = json_field("subjectCodes", ListOf(TEXT), default=None)
    level: str | None = json_field("level", TEXT, default=None)
    grading_scheme: str | None = json_field("gradingScheme", TEXT, default=None)
    org: Reference = json_field("org", ModelOf(Reference))
    academic_session: Reference | None = json_field("academicSession", ModelOf(Reference), default=None)
    school_year: Reference | None = json_field("schoolYear", ModelOf(Reference), default=None)
    primary_app: CourseApp | str | None = json_field("primaryApp", AnyOf(ModelOf(CourseApp), TEXT), default=None)
    resources: list[Reference] | None = json_field("resources", ListOf(ModelOf(Reference)), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

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


parse_course = Course._parse
