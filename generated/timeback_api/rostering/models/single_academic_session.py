"""Wrapper of one academic session, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleAcademicSession(Model):
    """Wrapper of one academic session, used in requests and replies.

    Attributes:
        academic_session: A period of teaching. School years contain semesters and terms; terms contain grading periods.
    """

    FIELDS = {"academic_session": Field("academicSession", ModelOf(AcademicSession), True)}
    NESTED = {"academic_session": ("academicSession", AcademicSession)}

    academic_session: AcademicSession

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleAcademicSession)
        value: Any
        data = self._start_dict()
        if (value := self.academic_session) is not None or "academicSession" in data:
            data["academicSession"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.academic_session = (
            parse_academic_session(value, True) if type(value := data.get("academicSession")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleAcademicSession:
        return parse_single_academic_session(data)


_UntrackedSingleAcademicSession = untracked_subclass(SingleAcademicSession)


def parse_single_academic_session(data: Any, deep: bool = False) -> SingleAcademicSession:
    instance: SingleAcademicSession = new_model(_UntrackedSingleAcademicSession)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleAcademicSession
    return instance
