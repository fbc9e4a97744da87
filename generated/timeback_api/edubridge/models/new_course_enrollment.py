"""Role, first day and goals of a new enrollment."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.enrollment_role import EnrollmentRole, as_enrollment_role
from timeback_api.edubridge.models.enrollment_metadata import EnrollmentMetadata, parse_enrollment_metadata
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewCourseEnrollment(Model):
    """Role, first day and goals of a new enrollment. All of it is optional.

    Attributes:
        sourced_id: Id of the enrollment. Without it the server chooses one.
        role: Role of a user in a class. The documents of the platform list administrators, proctors, students and
            teachers; it accepts the others when an enrollment is partially updated.
        begin_date: First day in the course. Without it, today.
        metadata: Goals and metrics of an enrollment, and additional key and value pairs.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT),
        "role": Field("role", Choice(EnrollmentRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$")),
        "begin_date": Field("beginDate", DATETIME),
        "metadata": Field("metadata", ModelOf(EnrollmentMetadata)),
    }
    NESTED = {"metadata": ("metadata", EnrollmentMetadata)}

    sourced_id: str = None  # type: ignore[assignment]
    role: EnrollmentRole | str | None = None
    begin_date: datetime.datetime | None = None
    metadata: EnrollmentMetadata | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewCourseEnrollment)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.role) is not None or "role" in data:
            data["role"] = value if type(value) is str else enum_to_json(value)
        if (value := self.begin_date) is not None or "beginDate" in data:
            data["beginDate"] = format_datetime(value, data.get("beginDate"))
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.metadata = parse_enrollment_metadata(value, True) if type(value := data.get("metadata")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewCourseEnrollment:
        return parse_new_course_enrollment(data)


_UntrackedNewCourseEnrollment = untracked_subclass(NewCourseEnrollment)


def parse_new_course_enrollment(data: Any, deep: bool = False) -> NewCourseEnrollment:
    instance: NewCourseEnrollment = new_model(_UntrackedNewCourseEnrollment)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.role = as_enrollment_role(value, value) if type(value := data.get("role")) is str else value
    instance.begin_date = parse_datetime(value) if type(value := data.get("beginDate")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewCourseEnrollment
    return instance
