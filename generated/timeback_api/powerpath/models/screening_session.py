"""Session of a student at NWEA, with the data for signing in."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.powerpath.models.screening_assignment import ScreeningAssignment, parse_screening_assignment
from timeback_api.powerpath.models.session_status import SessionStatus, as_session_status
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
class ScreeningSession(Model):
    """Session of a student at NWEA, with the data for signing in.

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
        assignment: The test that is assigned in a screening session. All parts are null if there is none.
    """

    FIELDS = {
        "test_session_id": Field("testSessionId", TEXT, True),
        "name": Field("name", TEXT, True),
        "status": Field("status", Choice(SessionStatus), True),
        "term_id": Field("termId", TEXT, True),
        "proctor_id": Field("proctorId", TEXT, True),
        "nwea_student_id": Field("nweaStudentId", TEXT, True),
        "password": Field("password", TEXT, True),
        "pin": Field("pin", TEXT, True),
        "created_on": Field("createdOn", DATETIME, True),
        "assignment": Field("assignment", ModelOf(ScreeningAssignment), True),
    }
    NESTED = {"assignment": ("assignment", ScreeningAssignment)}

    test_session_id: str
    name: str
    status: SessionStatus | str
    term_id: str
    proctor_id: str
    nwea_student_id: str
    password: str
    pin: str
    created_on: datetime.datetime
    assignment: ScreeningAssignment

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ScreeningSession)
        value: Any
        data = self._start_dict()
        if (value := self.test_session_id) is not None or "testSessionId" in data:
            data["testSessionId"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.term_id) is not None or "termId" in data:
            data["termId"] = value
        if (value := self.proctor_id) is not None or "proctorId" in data:
            data["proctorId"] = value
        if (value := self.nwea_student_id) is not None or "nweaStudentId" in data:
            data["nweaStudentId"] = value
        if (value := self.password) is not None or "password" in data:
            data["password"] = value
        if (value := self.pin) is not None or "pin" in data:
            data["pin"] = value
        if (value := self.created_on) is not None or "createdOn" in data:
            data["createdOn"] = format_datetime(value, data.get("createdOn"))
        if (value := self.assignment) is not None or "assignment" in data:
            data["assignment"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.assignment = parse_screening_assignment(value) if type(value := data.get("assignment")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningSession:
        return parse_screening_session(data)


_UntrackedScreeningSession = untracked_subclass(ScreeningSession)


def parse_screening_session(data: Any, deep: bool = False) -> ScreeningSession:
    instance: ScreeningSession = new_model(_UntrackedScreeningSession)
    instance._received = data
    instance._changed = None
    instance.test_session_id = data.get("testSessionId")
    instance.name = data.get("name")
    instance.status = as_session_status(value, value) if type(value := data.get("status")) is str else value
    instance.term_id = data.get("termId")
    instance.proctor_id = data.get("proctorId")
    instance.nwea_student_id = data.get("nweaStudentId")
    instance.password = data.get("password")
    instance.pin = data.get("pin")
    instance.created_on = parse_datetime(value) if type(value := data.get("createdOn")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ScreeningSession
    return instance
