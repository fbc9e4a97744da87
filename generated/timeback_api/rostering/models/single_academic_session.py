from __future__ import annotations

from timeback_api.rostering.models.academic_session import AcademicSession
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleAcademicSession(Model):
    """Wrapper of one academic session, used in requests and replies.

    Attributes:
        academic_session: A period of teaching. School years contain semesters and terms; terms contain grading periods.
    """

    academic_session: AcademicSession = json_field("academicSession", ModelOf(AcademicSession))


parse_single_academic_session = SingleAcademicSession._parse
