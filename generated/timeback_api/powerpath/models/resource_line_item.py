"""The line item of a component resource."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResourceLineItem(Model):
    """The line item of a component resource.

    Attributes:
        title: Title of the line item.
        assessment_line_item_sourced_id: Id of the line item.
        course_component_resource_sourced_id: Id of the component resource.
        results: Results of the student.
        type_: What the line item belongs to.
    """
    title: str | None
    assessment_line_item_sourced_id: str | None
    course_component_resource_sourced_id: str | None
    results: list[AssessmentResult] | None
    type_: str | None = "resource"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResourceLineItem)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.assessment_line_item_sourced_id) is not None or "assessmentLineItemSourcedId" in d:
            d["assessmentLineItemSourcedId"] = v
        if (v := self.course_component_resource_sourced_id) is not None or "courseComponentResourceSourcedId" in d:
            d["courseComponentResourceSourcedId"] = v
        if (v := self.results) is not None or "results" in d:
            d["results"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.results = ([parse_assessment_result(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("results")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResourceLineItem:
        return parse_resource_line_item(data)


def parse_resource_line_item(d: dict[str, Any], whole: bool = False) -> ResourceLineItem:
    self: ResourceLineItem = new(_ResourceLineItem)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    self.title = d.get("title")
    self.assessment_line_item_sourced_id = d.get("assessmentLineItemSourcedId")
    self.course_component_resource_sourced_id = d.get("courseComponentResourceSourcedId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ResourceLineItem
    return self


from timeback_api.powerpath.models.assessment_result import AssessmentResult, parse_assessment_result  # noqa: E402

_ResourceLineItem = seed(ResourceLineItem)
ResourceLineItem.FIELDS = {
    "type_": Field("type", Text(0, "^resource$"), True),
    "title": Field("title", TEXT, True),
    "assessment_line_item_sourced_id": Field("assessmentLineItemSourcedId", TEXT, True),
    "course_component_resource_sourced_id": Field("courseComponentResourceSourcedId", TEXT, True),
    "results": Field("results", Many(One(AssessmentResult)), True),
}
ResourceLineItem.INSIDE = {
    "results": ("results", AssessmentResult),
}
