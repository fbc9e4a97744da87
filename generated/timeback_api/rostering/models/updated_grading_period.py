from __future__ import annotations

from timeback_api.rostering.models.academic_session import AcademicSession
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class UpdatedGradingPeriod(Model):
    """Result of the replacement of a grading period. It may contain the grading period.

    Attributes:
        grading_period: A period of teaching. School years contain semesters and terms; terms contain grading periods.
            An extension of the platform: another provider may not know it.
        academic_session: A period of teaching. School years contain semesters and terms; terms contain grading periods.
    """

    grading_period: AcademicSession | None = json_field("gradingPeriod", ModelOf(AcademicSession), default=None)
    academic_session: AcademicSession | None = json_field("academicSession", ModelOf(AcademicSession), default=None)


parse_updated_grading_period = UpdatedGradingPeriod._parse
