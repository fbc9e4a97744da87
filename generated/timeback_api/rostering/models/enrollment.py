"""Membership of a user in a class with a role, for the whole duration of the class or a part of it."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.enrollment_role import EnrollmentRole, as_enrollment_role
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_date,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATE, DATETIME, OBJECT, AnyOf, Choice, Field, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Enrollment(Model):
    """Membership of a user in a class with a role, for the whole duration of the class or a part of it.

    Attributes:
        role: Role of a user in a class. The documents of the platform list administrators, proctors, students and
            teachers; it accepts the others when an enrollment is partially updated.
        user: The user who is in the class.
        class_: The class that the user is in.
        sourced_id: Id of the enrollment.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the enrollment was last changed. The server sets it.
        primary: Whether a teacher is the primary teacher of the class. It has no meaning for students.
        begin_date: First day in the class. The default is set by the class.
        end_date: Day on which the enrollment ends. The default is set by the class.
        school: The school at which the class is held.
        course: The course of the class. The platform adds it to replies. An extension of the platform: another provider
            may not know it.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "role": Field("role", Choice(EnrollmentRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "primary": Field("primary", AnyOf(BOOLEAN, OneOf("true", "false"))),
        "begin_date": Field("beginDate", DATE),
        "end_date": Field("endDate", DATE),
        "user": Field("user", ModelOf(Reference), True),
        "class_": Field("class", ModelOf(Reference), True),
        "school": Field("school", ModelOf(Reference)),
        "course": Field("course", ModelOf(Reference)),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "user": ("user", Reference),
        "class_": ("class", Reference),
        "school": ("school", Reference),
        "course": ("course", Reference),
    }

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

    role: EnrollmentRole | str
    user: Reference
    class_: Reference
    sourced_id: str = None  # type: ignore[assignment]
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    primary: bool | str | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None
    school: Reference | None = None
    course: Reference | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Enrollment)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.role) is not None or "role" in data:
            data["role"] = value if type(value) is str else enum_to_json(value)
        if (value := self.primary) is not None or "primary" in data:
            data["primary"] = value
        if (value := self.begin_date) is not None or "beginDate" in data:
            data["beginDate"] = format_datetime(value, data.get("beginDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        if (value := self.user) is not None or "user" in data:
            data["user"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.school) is not None or "school" in data:
            data["school"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.user = parse_reference(value) if type(value := data.get("user")) is dict else value
        self.class_ = parse_reference(value) if type(value := data.get("class")) is dict else value
        self.school = parse_reference(value) if type(value := data.get("school")) is dict else value
        self.course = parse_reference(value) if type(value := data.get("course")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Enrollment:
        return parse_enrollment(data)


_UntrackedEnrollment = untracked_subclass(Enrollment)


def parse_enrollment(data: Any, deep: bool = False) -> Enrollment:
    instance: Enrollment = new_model(_UntrackedEnrollment)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.role = as_enrollment_role(value, value) if type(value := data.get("role")) is str else value
    instance.primary = data.get("primary")
    instance.begin_date = parse_date(value) if type(value := data.get("beginDate")) is str else value
    instance.end_date = parse_date(value) if type(value := data.get("endDate")) is str else value
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Enrollment
    return instance
