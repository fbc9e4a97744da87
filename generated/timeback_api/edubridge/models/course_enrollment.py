from __future__ import annotations

import datetime

from timeback_api.common.models.enrollment_role import EnrollmentRole
from timeback_api.edubridge.models.enrolled_course import EnrolledCourse
from timeback_api.edubridge.models.enrollment_metadata import EnrollmentMetadata
from timeback_api.edubridge.models.enrollment_school import EnrollmentSchool
from timeback_api.edubridge.models.period import Period
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, Choice, ListOf, json_field


class CourseEnrollment(Model):
    """Enrollment of a user in a course at a school.

    Attributes:
        id: Id of the enrollment.
        role: Role of a user in a class. The documents of the platform list administrators, proctors, students and
            teachers; it accepts the others when an enrollment is partially updated.
        begin_date: First day in the course.
        end_date: Day on which the enrollment ends.
        course: The course of an enrollment or a class.
        school: The school of an enrollment.
        periods: Academic sessions of the class.
        test_out_supported: Whether the course has a test-out.
        test_out_eligible: Whether the student may take the test-out.
    """

    id: str = json_field("id", TEXT)
    role: EnrollmentRole | str = json_field("role", Choice(EnrollmentRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    begin_date: datetime.datetime | None = json_field("beginDate", DATETIME, default=None)
    end_date: datetime.datetime | None = json_field("endDate", DATETIME, default=None)
    metadata: EnrollmentMetadata | None = json_field("metadata", ModelOf(EnrollmentMetadata), default=None)
    course: EnrolledCourse = json_field("course", ModelOf(EnrolledCourse))
    school: EnrollmentSchool = json_field("school", ModelOf(EnrollmentSchool))
    periods: list[Period] | None = json_field("periods", ListOf(ModelOf(Period)), default=None)
    test_out_supported: bool | None = json_field("testOutSupported", BOOLEAN, default=None)
    test_out_eligible: bool | None = json_field("testOutEligible", BOOLEAN, default=None)


parse_course_enrollment = CourseEnrollment._parse
