from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, Text, json_field


class Course(Model):
    """A OneRoster course.

    Attributes:
        sourced_id: Id of the course.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the course was last changed.
        title: Title of the course.
        course_code: Code of the course for people.
        academic_session: Academic session of the course.
        school_year: School year of the course.
        grades: Grades that the course is for.
        subjects: Subjects of the course.
        subject_codes: Codes of the subjects.
        org: Organisation that offers the course.
        level: Level of the course.
        grading_scheme: Scheme by which the course is graded.
        resources: Resources of the course.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    title: str = json_field("title", TEXT)
    course_code: str | None = json_field("courseCode", TEXT, default=None)
    academic_session: Reference | None = json_field("academicSession", ModelOf(Reference), default=None)
    school_year: Reference | None = json_field("schoolYear", ModelOf(Reference), default=None)
    grades: list[Grade | str] | None = json_field("grades", ListOf(Choice(Grade)), default=None)
    subjects: list[Subject | str] | None = json_field("subjects", ListOf(Choice(Subject)), default=None)
    subject_codes: list[str] | None = json_field("subjectCodes", ListOf(TEXT), default=None)
    org: Reference = json_field("org", ModelOf(Reference))
    level: str | None = json_field("level", TEXT, default=None)
    grading_scheme: str | None = json_field("gradingScheme", TEXT, default=None)
    resources: list[Reference] | None = json_field("resources", ListOf(ModelOf(Reference)), default=None)


parse_course = Course._parse
