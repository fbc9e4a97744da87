from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_api.rostering.models.class_type import ClassType
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, Text, json_field


class Class(Model):
    """A course as held at a school in one or more terms, or a homeroom. A creation requires a school, under `org` on
    the platform and under `school` in the standard. Replies have it under `school`.

    Attributes:
        sourced_id: Id of the class.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the class was last changed. The server sets it.
        title: Name of the class, such as "Algebra I, period 3".
        class_code: Code that people use for the class.
        class_type: Whether a class is scheduled or is a homeroom.
        location: Where the class is held, such as a room.
        grades: Grades that the class is for.
        subjects: Names of the subjects that are taught.
        subject_codes: Codes of the subjects, in the order of `subjects`.
        periods: Periods of the timetable in which the class is held.
        course: The course that the class teaches.
        org: The school of the class. The platform expects it here when a class is created. An extension of the
            platform: another provider may not know it.
        school: The school of the class, in replies and in the standard.
        terms: The terms in which the class is held.
        resources: Resources that the class uses. The platform ignores them in requests.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    class_code: str | None = json_field("classCode", TEXT, default=None)
    class_type: ClassType | str | None = json_field(
        "classType", Choice(ClassType, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), default=None
    )
    location: str | None = json_field("location", TEXT, default=None)
    grades: list[str] | None = json_field("grades", ListOf(TEXT), default=None)
    subjects: list[str] | None = json_field("subjects", ListOf(TEXT), default=None)
    subject_codes: list[str] | None = json_field("subjectCodes", ListOf(TEXT), default=None)
    periods: list[str] | None = json_field("periods", ListOf(TEXT), default=None)
    course: Reference = json_field("course", ModelOf(Reference))
    org: Reference | None = json_field("org", ModelOf(Reference), default=None)
    school: Reference | None = json_field("school", ModelOf(Reference), default=None)
    terms: list[Reference] = json_field("terms", ListOf(ModelOf(Reference)))
    resources: list[Reference] | None = json_field("resources", ListOf(ModelOf(Reference)), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {
            "course.sourcedId",
            "courseSourcedId",
            "org.sourcedId",
            "orgSourcedId",
            "resourceSourcedId",
            "resources.sourcedId",
            "school.sourcedId",
            "schoolSourcedId",
            "termSourcedId",
            "terms.sourcedId",
        }
    )
    ALTERNATIVES = (("org", "school"),)


parse_class = Class._parse
