"""Wrapper of one assessment result, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleAssessmentResult(Model):
    """Wrapper of one assessment result, for sending and receiving.

    Attributes:
        assessment_result: How a student did in an assessment. The platform keeps points for effort, accuracy and
            mastery in the metadata.
    """
    assessment_result: AssessmentResult | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleAssessmentResult)
        v: Any
        d = self._begin()
        if (v := self.assessment_result) is not None or "assessmentResult" in d:
            d["assessmentResult"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.assessment_result = parse_assessment_result(v, True) if type(v := d.get("assessmentResult")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleAssessmentResult:
        return parse_single_assessment_result(data)


def parse_single_assessment_result(d: dict[str, Any], whole: bool = False) -> SingleAssessmentResult:
    self: SingleAssessmentResult = new(_SingleAssessmentResult)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleAssessmentResult
    return self


from timeback_api.gradebook.models.assessment_result import AssessmentResult, parse_assessment_result  # noqa: E402

_SingleAssessmentResult = seed(SingleAssessmentResult)
SingleAssessmentResult.FIELDS = {
    "assessment_result": Field("assessmentResult", One(AssessmentResult), True),
}
SingleAssessmentResult.INSIDE = {
    "assessment_result": ("assessmentResult", AssessmentResult),
}
