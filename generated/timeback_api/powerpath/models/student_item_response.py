"""The result of a student for a component resource."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentItemResponse(Model):
    """The result of a student for a component resource.

    Attributes:
        student_id: Id of the student.
        component_resource_id: Id of the component resource.
        result: The result. Student and line item are selected by the ids next to it.
    """

    FIELDS = {
        "student_id": Field("studentId", Text(1), True),
        "component_resource_id": Field("componentResourceId", Text(1), True),
        "result": Field("result", ModelOf(AssessmentResult), True),
    }
    NESTED = {"result": ("result", AssessmentResult)}

    student_id: str
    component_resource_id: str
    result: AssessmentResult

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentItemResponse)
        value: Any
        data = self._start_dict()
        if (value := self.student_id) is not None or "studentId" in data:
            data["studentId"] = value
        if (value := self.component_resource_id) is not None or "componentResourceId" in data:
            data["componentResourceId"] = value
        if (value := self.result) is not None or "result" in data:
            data["result"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.result = parse_assessment_result(value, True) if type(value := data.get("result")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentItemResponse:
        return parse_student_item_response(data)


_UntrackedStudentItemResponse = untracked_subclass(StudentItemResponse)


def parse_student_item_response(data: Any, deep: bool = False) -> StudentItemResponse:
    instance: StudentItemResponse = new_model(_UntrackedStudentItemResponse)
    instance._received = data
    instance._changed = None
    instance.student_id = data.get("studentId")
    instance.component_resource_id = data.get("componentResourceId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StudentItemResponse
    return instance
