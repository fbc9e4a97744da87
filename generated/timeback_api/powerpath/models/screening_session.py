"""Session of a student at NWEA, with what is needed to sign in."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import MOMENT, TEXT, Choice, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningSession(Model):
    """Session of a student at NWEA, with what is needed to sign in.

    Attributes:
        test_session_id: Id of the session, a UUID.
        name: Name with which the student joins the session.
        status: Whether a screening session can be used.
        term_id: Id of the term.
        proctor_id: Id of the proctor, a UUID.
        nwea_student_id: Id of the student at NWEA, a UUID.
        password: Password of the session.
        pin: PIN of the student.
        created_on: When the session was created.
        assignment: The test that is assigned in a screening session. All parts are null where there is none.
    """
    test_session_id: str | None
    name: str | None
    status: SessionStatus | str | None
    term_id: str | None
    proctor_id: str | None
    nwea_student_id: str | None
    password: str | None
    pin: str | None
    created_on: datetime.datetime | None
    assignment: ScreeningAssignment | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScreeningSession)
        v: Any
        d = self._begin()
        if (v := self.test_session_id) is not None or "testSessionId" in d:
            d["testSessionId"] = v
        if (v := self.name) is not None or "name" in d:
            d["name"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.term_id) is not None or "termId" in d:
            d["termId"] = v
        if (v := self.proctor_id) is not None or "proctorId" in d:
            d["proctorId"] = v
        if (v := self.nwea_student_id) is not None or "nweaStudentId" in d:
            d["nweaStudentId"] = v
        if (v := self.password) is not None or "password" in d:
            d["password"] = v
        if (v := self.pin) is not None or "pin" in d:
            d["pin"] = v
        if (v := self.created_on) is not None or "createdOn" in d:
            d["createdOn"] = from_moment(v, d.get("createdOn"))
        if (v := self.assignment) is not None or "assignment" in d:
            d["assignment"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.assignment = parse_screening_assignment(v) if type(v := d.get("assignment")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningSession:
        return parse_screening_session(data)


def parse_screening_session(d: dict[str, Any], whole: bool = False) -> ScreeningSession:
    self: ScreeningSession = new(_ScreeningSession)
    self._raw = d
    self._changed = None
    self.test_session_id = d.get("testSessionId")
    self.name = d.get("name")
    self.status = as_session_status(v, v) if type(v := d.get("status")) is str else v
    self.term_id = d.get("termId")
    self.proctor_id = d.get("proctorId")
    self.nwea_student_id = d.get("nweaStudentId")
    self.password = d.get("password")
    self.pin = d.get("pin")
    self.created_on = to_datetime(v) if type(v := d.get("createdOn")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ScreeningSession
    return self


from timeback_api.powerpath.models.screening_assignment import ScreeningAssignment, parse_screening_assignment  # noqa: E402
from timeback_api.powerpath.models.session_status import SessionStatus, as_session_status  # noqa: E402

_ScreeningSession = seed(ScreeningSession)
ScreeningSession.FIELDS = {
    "test_session_id": Field("testSessionId", TEXT, True),
    "name": Field("name", TEXT, True),
    "status": Field("status", Choice(SessionStatus), True),
    "term_id": Field("termId", TEXT, True),
    "proctor_id": Field("proctorId", TEXT, True),
    "nwea_student_id": Field("nweaStudentId", TEXT, True),
    "password": Field("password", TEXT, True),
    "pin": Field("pin", TEXT, True),
    "created_on": Field("createdOn", MOMENT, True),
    "assignment": Field("assignment", One(ScreeningAssignment), True),
}
ScreeningSession.INSIDE = {
    "assignment": ("assignment", ScreeningAssignment),
}
