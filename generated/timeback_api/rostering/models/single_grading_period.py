"""Wrapper of one grading period in a reply."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleGradingPeriod(Model):
    """Wrapper of one grading period in a reply. The platform names it gradingPeriod, the standard academicSession.

    Attributes:
        grading_period: A period of teaching. School years contain semesters and terms; terms contain grading periods.
            An extension of the platform: another provider may not know it.
        academic_session: A period of teaching. School years contain semesters and terms; terms contain grading periods.
    """

    FIELDS = {
        "grading_period": Field("gradingPeriod", ModelOf(AcademicSession)),
        "academic_session": Field("academicSession", ModelOf(AcademicSession)),
    }
    NESTED = {
        "grading_period": ("gradingPeriod", AcademicSession),
        "academic_session": ("academicSession", AcademicSession),
    }

    ALTERNATIVES = (("gradingPeriod", "academicSession"),)

    grading_period: AcademicSession | None = None
    academic_session: AcademicSession | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleGradingPeriod)
        value: Any
        data = self._start_dict()
        if (value := self.grading_period) is not None or "gradingPeriod" in data:
            data["gradingPeriod"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.academic_session) is not None or "academicSession" in data:
            data["academicSession"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.grading_period = (
            parse_academic_session(value, True) if type(value := data.get("gradingPeriod")) is dict else value
        )
        self.academic_session = (
            parse_academic_session(value, True) if type(value := data.get("academicSession")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleGradingPeriod:
        return parse_single_grading_period(data)


_UntrackedSingleGradingPeriod = untracked_subclass(SingleGradingPeriod)


def parse_single_grading_period(data: Any, deep: bool = False) -> SingleGradingPeriod:
    instance: SingleGradingPeriod = new_model(_UntrackedSingleGradingPeriod)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleGradingPeriod
    return instance
