from __future__ import annotations

import datetime

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.status import Status
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, TEXT, Choice, ListOf, json_field


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

    sourced_id: str = json_field("sourcedId", TEXT)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME)
    title: str = json_field("title", TEXT)
    course_code: str | None = json_field("courseCode", TEXT)
    grades: list[Grade | str] | None = json_field("grades", ListOf(Choice(Grade)))
    subjects: list[Subject | str] | None = json_field("subjects", ListOf(Choice(Subject)))
    level: str | None = json_field("level", TEXT)
    org_sourced_id: str = json_field("orgSourcedId", TEXT)


parse_course_summary = CourseSummary._parse
