from __future__ import annotations

from timeback_api.rostering.models.academic_session import AcademicSession
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleTerm(Model):
    """Wrapper of one term, used in requests and replies. The platform names it term, the standard academicSession.

    Attributes:
        term: A period of teaching. School years contain semesters and terms; terms contain grading periods. An
            extension of the platform: another provider may not know it.
        academic_session: A period of teaching. School years contain semesters and terms; terms contain grading periods.
    """

    term: AcademicSession | None = json_field("term", ModelOf(AcademicSession), default=None)
    academic_session: AcademicSession | None = json_field("academicSession", ModelOf(AcademicSession), default=None)

    ALTERNATIVES = (("term", "academicSession"),)


parse_single_term = SingleTerm._parse
