"""Says that a user is in a class in a certain role, for all its time or a part of it."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_date, to_datetime
from timeback_runtime.validators import DAY, FLAG, FREE, MOMENT, Choice, Either, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Enrollment(Model):
    """Says that a user is in a class in a certain role, for all its time or a part of it.

    Attributes:
        role: What a user is in a class. The documents of the platform name administrators, proctors, students and
            teachers; it takes the others when an enrollment is changed in part.
        user: The user who is in the class.
        class_: The class that the user is in.
        sourced_id: Id of the enrollment.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the enrollment was last changed. The server sets it.
        primary: Whether a teacher is the one who answers for the class. Meaningless for students.
        begin_date: First day in the class; without it the class sets it.
        end_date: Day on which the enrollment ends; without it the class sets it.
        school: The school at which the class is held.
    """
    role: EnrollmentRole | str | None
    user: Reference | None
    class_: Reference | None
    sourced_id: str | None = None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
    primary: bool | str | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None
    school: Reference | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Enrollment)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.role) is not None or "role" in d:
            d["role"] = v
        if (v := self.primary) is not None or "primary" in d:
            d["primary"] = v
        if (v := self.begin_date) is not None or "beginDate" in d:
            d["beginDate"] = from_moment(v, d.get("beginDate"))
        if (v := self.end_date) is not None or "endDate" in d:
            d["endDate"] = from_moment(v, d.get("endDate"))
        if (v := self.user) is not None or "user" in d:
            d["user"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.school) is not None or "school" in d:
            d["school"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.user = parse_reference(v) if type(v := d.get("user")) is dict else v
        self.class_ = parse_reference(v) if type(v := d.get("class")) is dict else v
        self.school = parse_reference(v) if type(v := d.get("school")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Enrollment:
        return parse_enrollment(data)


def parse_enrollment(d: dict[str, Any], whole: bool = False) -> Enrollment:
    self: Enrollment = new(_Enrollment)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.role = as_enrollment_role(v, v) if type(v := d.get("role")) is str else v
    self.primary = d.get("primary")
    self.begin_date = to_date(v) if type(v := d.get("beginDate")) is str else v
    self.end_date = to_date(v) if type(v := d.get("endDate")) is str else v
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Enrollment
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.rostering.models.enrollment_role import EnrollmentRole, as_enrollment_role  # noqa: E402

_Enrollment = seed(Enrollment)
Enrollment.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "role": Field("role", Choice(EnrollmentRole, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "primary": Field("primary", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "begin_date": Field("beginDate", DAY),
    "end_date": Field("endDate", DAY),
    "user": Field("user", One(Reference), True),
    "class_": Field("class", One(Reference), True),
    "school": Field("school", One(Reference)),
    "metadata": Field("metadata", FREE),
}
Enrollment.INSIDE = {
    "user": ("user", Reference),
    "class_": ("class", Reference),
    "school": ("school", Reference),
}
Enrollment.FILTERS = frozenset({"class.sourcedId", "classSourcedId", "school.sourcedId", "schoolSourcedId", "user.sourcedId", "userSourcedId"})
