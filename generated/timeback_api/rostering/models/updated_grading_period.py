"""Reply to the replacement of a grading period, which it may hold or not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedGradingPeriod(Model):
    """Reply to the replacement of a grading period, which it may hold or not.

    Attributes:
        grading_period: A span of time in which teaching is organised. School years hold semesters and terms, terms
            hold grading periods.
        academic_session: A span of time in which teaching is organised. School years hold semesters and terms, terms
            hold grading periods.
    """
    grading_period: AcademicSession | None = None
    academic_session: AcademicSession | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UpdatedGradingPeriod)
        v: Any
        d = self._begin()
        if (v := self.grading_period) is not None or "gradingPeriod" in d:
            d["gradingPeriod"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.academic_session) is not None or "academicSession" in d:
            d["academicSession"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.grading_period = parse_academic_session(v, True) if type(v := d.get("gradingPeriod")) is dict else v
        self.academic_session = parse_academic_session(v, True) if type(v := d.get("academicSession")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedGradingPeriod:
        return parse_updated_grading_period(data)


def parse_updated_grading_period(d: dict[str, Any], whole: bool = False) -> UpdatedGradingPeriod:
    self: UpdatedGradingPeriod = new(_UpdatedGradingPeriod)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = UpdatedGradingPeriod
    return self


from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session  # noqa: E402

_UpdatedGradingPeriod = seed(UpdatedGradingPeriod)
UpdatedGradingPeriod.FIELDS = {
    "grading_period": Field("gradingPeriod", One(AcademicSession)),
    "academic_session": Field("academicSession", One(AcademicSession)),
}
UpdatedGradingPeriod.INSIDE = {
    "grading_period": ("gradingPeriod", AcademicSession),
    "academic_session": ("academicSession", AcademicSession),
}
