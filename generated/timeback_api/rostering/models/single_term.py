"""Wrapper of one term, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleTerm(Model):
    """Wrapper of one term, for sending and receiving. The platform names it term, the standard academicSession.

    Attributes:
        term: A span of time in which teaching is organised. School years hold semesters and terms, terms hold grading
            periods.
        academic_session: A span of time in which teaching is organised. School years hold semesters and terms, terms
            hold grading periods.
    """
    term: AcademicSession | None = None
    academic_session: AcademicSession | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleTerm)
        v: Any
        d = self._begin()
        if (v := self.term) is not None or "term" in d:
            d["term"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.academic_session) is not None or "academicSession" in d:
            d["academicSession"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.term = parse_academic_session(v, True) if type(v := d.get("term")) is dict else v
        self.academic_session = parse_academic_session(v, True) if type(v := d.get("academicSession")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleTerm:
        return parse_single_term(data)


def parse_single_term(d: dict[str, Any], whole: bool = False) -> SingleTerm:
    self: SingleTerm = new(_SingleTerm)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleTerm
    return self


from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session  # noqa: E402

_SingleTerm = seed(SingleTerm)
SingleTerm.FIELDS = {
    "term": Field("term", One(AcademicSession)),
    "academic_session": Field("academicSession", One(AcademicSession)),
}
SingleTerm.INSIDE = {
    "term": ("term", AcademicSession),
    "academic_session": ("academicSession", AcademicSession),
}
SingleTerm.ALTERNATIVES = (('term', 'academicSession'),)
