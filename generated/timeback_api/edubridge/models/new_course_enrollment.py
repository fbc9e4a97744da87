from __future__ import annotations

import datetime

from timeback_api.common.models.enrollment_role import EnrollmentRole
from timeback_api.edubridge.models.enrollment_metadata import EnrollmentMetadata
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Choice, json_field


class NewCourseEnrollment(Model):
    """Role, first day and goals of a new enrollment. All of it is optional.

    Attributes:
        sourced_id: Id of the enrollment. Without it the server chooses one.
        role: Role of a user in a class. The documents of the platform list administrators, proctors, students and
            teachers; it accepts the others when an enrollment is partially updated.
        begin_date: First day in the course. Without it, today.
        metadata: Goals and metrics of an enrollment, and additional key and value pairs.
    """

    sourced_id: str = json_field("sourcedId", TEXT, default=None)
    role: EnrollmentRole | str | None = json_field(
        "role", Choice(EnrollmentRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), default=None
    )
    begin_date: datetime.datetime | None = json_field("beginDate", DATETIME, default=None)
    metadata: EnrollmentMetadata | None = json_field("metadata", ModelOf(EnrollmentMetadata), default=None)


parse_new_course_enrollment = NewCourseEnrollment._parse
