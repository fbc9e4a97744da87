"""The result of a student for a component resource."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentItemResponse(Model):
    """The result of a student for a component resource.

    Attributes:
        student_id: Id of the student.
        component_resource_id: Id of the component resource.
        result: The result. Student and line item are found by the ids beside it.
    """
    student_id: str | None
    component_resource_id: str | None
    result: AssessmentResult | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentItemResponse)
        v: Any
        d = self._begin()
        if (v := self.student_id) is not None or "studentId" in d:
            d["studentId"] = v
        if (v := self.component_resource_id) is not None or "componentResourceId" in d:
            d["componentResourceId"] = v
        if (v := self.result) is not None or "result" in d:
            d["result"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.result = parse_assessment_result(v, True) if type(v := d.get("result")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentItemResponse:
        return parse_student_item_response(data)


def parse_student_item_response(d: dict[str, Any], whole: bool = False) -> StudentItemResponse:
    self: StudentItemResponse = new(_StudentItemResponse)
    self._raw = d
    self._changed = None
    self.student_id = d.get("studentId")
    self.component_resource_id = d.get("componentResourceId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StudentItemResponse
    return self


from timeback_api.powerpath.models.assessment_result import AssessmentResult, parse_assessment_result  # noqa: E402

_StudentItemResponse = seed(StudentItemResponse)
StudentItemResponse.FIELDS = {
    "student_id": Field("studentId", Text(1), True),
    "component_resource_id": Field("componentResourceId", Text(1), True),
    "result": Field("result", One(AssessmentResult), True),
}
StudentItemResponse.INSIDE = {
    "result": ("result", AssessmentResult),
}
