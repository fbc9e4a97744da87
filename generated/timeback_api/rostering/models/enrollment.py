from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.enrollment_role import EnrollmentRole
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATE, DATETIME, OBJECT, AnyOf, Choice, OneOf, Text, json_field


class Enrollment(Model):
    """Membership of a user in a class with a role, for the whole duration of the class or a part of it.

    Attributes:
        sourced_id: Id of the enrollment.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the enrollment was last changed. The server sets it.
        role: Role of a user in a class. The documents of the platform list administrators, proctors, students and
            teachers; it accepts the others when an enrollment is partially updated.
        primary: Whether a teacher is the primary teacher of the class. It has no meaning for students.
        begin_date: First day in the class. The default is set by the class.
        end_date: Day on which the enrollment ends. The default is set by the class.
        user: The user who is in the class.
        class_: The class that the user is in.
        school: The school at which the class is held.
        course: The course of the class. The platform adds it to replies. An extension of the platform: another provider
            may not know it.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    role: EnrollmentRole | str = json_field("role", Choice(EnrollmentRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    primary: bool | str | None = json_field("primary", AnyOf(BOOLEAN, OneOf("true", "false")), default=None)
    begin_date: datetime.date | None = json_field("beginDate", DATE, default=None)
    end_date: datetime.date | None = json_field("endDate", DATE, default=None)
    user: Reference = json_field("user", ModelOf(Reference))
    class_: Reference = json_field("class", ModelOf(Reference))
    school: Reference | None = json_field("school", ModelOf(Reference), default=None)
    course: Reference | None = json_field("course", ModelOf(Reference), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {
            "class.sourcedId",
            "classSourcedId",
            "course.sourcedId",
            "courseSourcedId",
            "school.sourcedId",
            "schoolSourcedId",
            "user.sourcedId",
            "userSourcedId",
        }
    )


parse_enrollment = Enrollment._parse
