"""Wrapper of one assessment result, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleAssessmentResult(Model):
    """Wrapper of one assessment result, used in requests and replies.

    Attributes:
        assessment_result: The result of a student in an assessment. The platform stores points for effort, accuracy and
            mastery in the metadata.
    """

    FIELDS = {"assessment_result": Field("assessmentResult", ModelOf(AssessmentResult), True)}
    NESTED = {"assessment_result": ("assessmentResult", AssessmentResult)}

    assessment_result: AssessmentResult

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleAssessmentResult)
        value: Any
        data = self._start_dict()
        if (value := self.assessment_result) is not None or "assessmentResult" in data:
            data["assessmentResult"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.assessment_result = (
            parse_assessment_result(value, True) if type(value := data.get("assessmentResult")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleAssessmentResult:
        return parse_single_assessment_result(data)


_UntrackedSingleAssessmentResult = untracked_subclass(SingleAssessmentResult)


def parse_single_assessment_result(data: Any, deep: bool = False) -> SingleAssessmentResult:
    instance: SingleAssessmentResult = new_model(_UntrackedSingleAssessmentResult)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleAssessmentResult
    return instance
