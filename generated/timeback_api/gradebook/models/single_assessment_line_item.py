"""Wrapper of one assessment line item, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleAssessmentLineItem(Model):
    """Wrapper of one assessment line item, for sending and receiving.

    Attributes:
        assessment_line_item: A test or a part of one that students can have results in. Parts name the whole as their
            parent. On the platform it can stand for a component or a component resource of a course.
    """
    assessment_line_item: AssessmentLineItem | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleAssessmentLineItem)
        v: Any
        d = self._begin()
        if (v := self.assessment_line_item) is not None or "assessmentLineItem" in d:
            d["assessmentLineItem"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.assessment_line_item = parse_assessment_line_item(v, True) if type(v := d.get("assessmentLineItem")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleAssessmentLineItem:
        return parse_single_assessment_line_item(data)


def parse_single_assessment_line_item(d: dict[str, Any], whole: bool = False) -> SingleAssessmentLineItem:
    self: SingleAssessmentLineItem = new(_SingleAssessmentLineItem)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleAssessmentLineItem
    return self


from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item  # noqa: E402

_SingleAssessmentLineItem = seed(SingleAssessmentLineItem)
SingleAssessmentLineItem.FIELDS = {
    "assessment_line_item": Field("assessmentLineItem", One(AssessmentLineItem), True),
}
SingleAssessmentLineItem.INSIDE = {
    "assessment_line_item": ("assessmentLineItem", AssessmentLineItem),
}
