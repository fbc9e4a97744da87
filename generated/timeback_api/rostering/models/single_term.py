"""Wrapper of one term, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleTerm(Model):
    """Wrapper of one term, used in requests and replies. The platform names it term, the standard academicSession.

    Attributes:
        term: A period of teaching. School years contain semesters and terms; terms contain grading periods. An
            extension of the platform: another provider may not know it.
        academic_session: A period of teaching. School years contain semesters and terms; terms contain grading periods.
    """

    FIELDS = {
        "term": Field("term", ModelOf(AcademicSession)),
        "academic_session": Field("academicSession", ModelOf(AcademicSession)),
    }
    NESTED = {"term": ("term", AcademicSession), "academic_session": ("academicSession", AcademicSession)}

    ALTERNATIVES = (("term", "academicSession"),)

    term: AcademicSession | None = None
    academic_session: AcademicSession | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleTerm)
        value: Any
        data = self._start_dict()
        if (value := self.term) is not None or "term" in data:
            data["term"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.academic_session) is not None or "academicSession" in data:
            data["academicSession"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.term = parse_academic_session(value, True) if type(value := data.get("term")) is dict else value
        self.academic_session = (
            parse_academic_session(value, True) if type(value := data.get("academicSession")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleTerm:
        return parse_single_term(data)


_UntrackedSingleTerm = untracked_subclass(SingleTerm)


def parse_single_term(data: Any, deep: bool = False) -> SingleTerm:
    instance: SingleTerm = new_model(_UntrackedSingleTerm)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleTerm
    return instance
