from __future__ import annotations

import datetime

from timeback_api.powerpath.models.screening_assignment import ScreeningAssignment
from timeback_api.powerpath.models.session_status import SessionStatus
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Choice, json_field


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

    test_session_id: str = json_field("testSessionId", TEXT)
    name: str = json_field("name", TEXT)
    status: SessionStatus | str = json_field("status", Choice(SessionStatus))
    term_id: str = json_field("termId", TEXT)
    proctor_id: str = json_field("proctorId", TEXT)
    nwea_student_id: str = json_field("nweaStudentId", TEXT)
    password: str = json_field("password", TEXT)
    pin: str = json_field("pin", TEXT)
    created_on: datetime.datetime = json_field("createdOn", DATETIME)
    assignment: ScreeningAssignment = json_field("assignment", ModelOf(ScreeningAssignment))


parse_screening_session = ScreeningSession._parse
