"""A result as stored, with its line item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StudentItemResult(Model):
    """A result as stored, with its line item.

    Attributes:
        component_resource_line_item: A test or a part of one that students can have results in. Parts name the whole
            as their parent. On the platform it can stand for a component or a component resource of a course.
        component_resource_result: A OneRoster assessment result, which is what a student reached in a line item.
    """
    component_resource_line_item: AssessmentLineItem | None = None
    component_resource_result: AssessmentResult | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentItemResult)
        v: Any
        d = self._begin()
        if (v := self.component_resource_line_item) is not None or "componentResourceLineItem" in d:
            d["componentResourceLineItem"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.component_resource_result) is not None or "componentResourceResult" in d:
            d["componentResourceResult"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.component_resource_line_item = parse_assessment_line_item(v, True) if type(v := d.get("componentResourceLineItem")) is dict else v
        self.component_resource_result = parse_assessment_result(v, True) if type(v := d.get("componentResourceResult")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentItemResult:
        return parse_student_item_result(data)


def parse_student_item_result(d: dict[str, Any], whole: bool = False) -> StudentItemResult:
    self: StudentItemResult = new(_StudentItemResult)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StudentItemResult
    return self


from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item  # noqa: E402
from timeback_api.powerpath.models.assessment_result import AssessmentResult, parse_assessment_result  # noqa: E402

_StudentItemResult = seed(StudentItemResult)
StudentItemResult.FIELDS = {
    "component_resource_line_item": Field("componentResourceLineItem", One(AssessmentLineItem)),
    "component_resource_result": Field("componentResourceResult", One(AssessmentResult)),
}
StudentItemResult.INSIDE = {
    "component_resource_line_item": ("componentResourceLineItem", AssessmentLineItem),
    "component_resource_result": ("componentResourceResult", AssessmentResult),
}
