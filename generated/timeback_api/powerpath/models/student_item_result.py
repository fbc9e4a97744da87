"""A result as stored, with its line item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item
from timeback_api.powerpath.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentItemResult(Model):
    """A result as stored, with its line item.

    Attributes:
        component_resource_line_item: A test, or a part of a test, that students can have results in. The whole test is
            the parent of its parts. On the platform it can represent a component or a component resource of a course.
        component_resource_result: A OneRoster assessment result: the result of a student in a line item.
    """

    FIELDS = {
        "component_resource_line_item": Field("componentResourceLineItem", ModelOf(AssessmentLineItem)),
        "component_resource_result": Field("componentResourceResult", ModelOf(AssessmentResult)),
    }
    NESTED = {
        "component_resource_line_item": ("componentResourceLineItem", AssessmentLineItem),
        "component_resource_result": ("componentResourceResult", AssessmentResult),
    }

    component_resource_line_item: AssessmentLineItem | None = None
    component_resource_result: AssessmentResult | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentItemResult)
        value: Any
        data = self._start_dict()
        if (value := self.component_resource_line_item) is not None or "componentResourceLineItem" in data:
            data["componentResourceLineItem"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.component_resource_result) is not None or "componentResourceResult" in data:
            data["componentResourceResult"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.component_resource_line_item = (
            parse_assessment_line_item(value, True)
            if type(value := data.get("componentResourceLineItem")) is dict
            else value
        )
        self.component_resource_result = (
            parse_assessment_result(value, True)
            if type(value := data.get("componentResourceResult")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentItemResult:
        return parse_student_item_result(data)


_UntrackedStudentItemResult = untracked_subclass(StudentItemResult)


def parse_student_item_result(data: Any, deep: bool = False) -> StudentItemResult:
    instance: StudentItemResult = new_model(_UntrackedStudentItemResult)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StudentItemResult
    return instance
