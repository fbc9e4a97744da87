"""The line item of a course component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.assessment_result import AssessmentResult, parse_assessment_result
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ComponentLineItem(Model):
    """The line item of a course component.

    Attributes:
        title: Title of the line item.
        assessment_line_item_sourced_id: Id of the line item.
        course_component_sourced_id: Id of the course component.
        results: Results of the student.
        type_: The object that the line item belongs to.
    """

    FIELDS = {
        "type_": Field("type", OneOf("component"), True),
        "title": Field("title", TEXT, True),
        "assessment_line_item_sourced_id": Field("assessmentLineItemSourcedId", TEXT, True),
        "course_component_sourced_id": Field("courseComponentSourcedId", TEXT, True),
        "results": Field("results", ListOf(ModelOf(AssessmentResult)), True),
    }
    NESTED = {"results": ("results", AssessmentResult)}

    title: str
    assessment_line_item_sourced_id: str
    course_component_sourced_id: str
    results: list[AssessmentResult]
    type_: str = "component"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ComponentLineItem)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.assessment_line_item_sourced_id) is not None or "assessmentLineItemSourcedId" in data:
            data["assessmentLineItemSourcedId"] = value
        if (value := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in data:
            data["courseComponentSourcedId"] = value
        if (value := self.results) is not None or "results" in data:
            data["results"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.results = parse_list_deep(data.get("results"), parse_assessment_result)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ComponentLineItem:
        return parse_component_line_item(data)


_UntrackedComponentLineItem = untracked_subclass(ComponentLineItem)


def parse_component_line_item(data: Any, deep: bool = False) -> ComponentLineItem:
    instance: ComponentLineItem = new_model(_UntrackedComponentLineItem)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.title = data.get("title")
    instance.assessment_line_item_sourced_id = data.get("assessmentLineItemSourcedId")
    instance.course_component_sourced_id = data.get("courseComponentSourcedId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ComponentLineItem
    return instance
