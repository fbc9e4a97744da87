"""Enrollment of a user in a course at a school."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.enrollment_role import EnrollmentRole, as_enrollment_role
from timeback_api.edubridge.models.enrolled_course import EnrolledCourse, parse_enrolled_course
from timeback_api.edubridge.models.enrollment_metadata import EnrollmentMetadata, parse_enrollment_metadata
from timeback_api.edubridge.models.enrollment_school import EnrollmentSchool, parse_enrollment_school
from timeback_api.edubridge.models.period import Period, parse_period
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
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseEnrollment(Model):
    """Enrollment of a user in a course at a school.

    Attributes:
        id: Id of the enrollment.
        role: Role of a user in a class. The documents of the platform list administrators, proctors, students and
            teachers; it accepts the others when an enrollment is partially updated.
        course: The course of an enrollment or a class.
        school: The school of an enrollment.
        begin_date: First day in the course.
        end_date: Day on which the enrollment ends.
        periods: Academic sessions of the class.
        test_out_supported: Whether the course has a test-out.
        test_out_eligible: Whether the student may take the test-out.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "role": Field("role", Choice(EnrollmentRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "begin_date": Field("beginDate", DATETIME),
        "end_date": Field("endDate", DATETIME),
        "metadata": Field("metadata", ModelOf(EnrollmentMetadata)),
        "course": Field("course", ModelOf(EnrolledCourse), True),
        "school": Field("school", ModelOf(EnrollmentSchool), True),
        "periods": Field("periods", ListOf(ModelOf(Period))),
        "test_out_supported": Field("testOutSupported", BOOLEAN),
        "test_out_eligible": Field("testOutEligible", BOOLEAN),
    }
    NESTED = {
        "metadata": ("metadata", EnrollmentMetadata),
        "course": ("course", EnrolledCourse),
        "school": ("school", EnrollmentSchool),
        "periods": ("periods", Period),
    }

    id: str
    role: EnrollmentRole | str
    course: EnrolledCourse
    school: EnrollmentSchool
    begin_date: datetime.datetime | None = None
    end_date: datetime.datetime | None = None
    metadata: EnrollmentMetadata | None = None
    periods: list[Period] | None = None
    test_out_supported: bool | None = None
    test_out_eligible: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseEnrollment)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.role) is not None or "role" in data:
            data["role"] = value if type(value) is str else enum_to_json(value)
        if (value := self.begin_date) is not None or "beginDate" in data:
            data["beginDate"] = format_datetime(value, data.get("beginDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.school) is not None or "school" in data:
            data["school"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.periods) is not None or "periods" in data:
            data["periods"] = list_to_dicts(value)
        if (value := self.test_out_supported) is not None or "testOutSupported" in data:
            data["testOutSupported"] = value
        if (value := self.test_out_eligible) is not None or "testOutEligible" in data:
            data["testOutEligible"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.metadata = parse_enrollment_metadata(value, True) if type(value := data.get("metadata")) is dict else value
        self.course = parse_enrolled_course(value, True) if type(value := data.get("course")) is dict else value
        self.school = parse_enrollment_school(value) if type(value := data.get("school")) is dict else value
        self.periods = parse_list(data.get("periods"), parse_period)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseEnrollment:
        return parse_course_enrollment(data)


_UntrackedCourseEnrollment = untracked_subclass(CourseEnrollment)


def parse_course_enrollment(data: Any, deep: bool = False) -> CourseEnrollment:
    instance: CourseEnrollment = new_model(_UntrackedCourseEnrollment)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.role = as_enrollment_role(value, value) if type(value := data.get("role")) is str else value
    instance.begin_date = parse_datetime(value) if type(value := data.get("beginDate")) is str else value
    instance.end_date = parse_datetime(value) if type(value := data.get("endDate")) is str else value
    instance.test_out_supported = data.get("testOutSupported")
    instance.test_out_eligible = data.get("testOutEligible")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseEnrollment
    return instance
