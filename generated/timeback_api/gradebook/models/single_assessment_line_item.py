"""Wrapper of one assessment line item, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.assessment_line_item import AssessmentLineItem, parse_assessment_line_item
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleAssessmentLineItem(Model):
    """Wrapper of one assessment line item, used in requests and replies.

    Attributes:
        assessment_line_item: A test, or a part of a test, that students can have results in. The whole test is the
            parent of its parts. On the platform it can represent a component or a component resource of a course.
    """

    FIELDS = {"assessment_line_item": Field("assessmentLineItem", ModelOf(AssessmentLineItem), True)}
    NESTED = {"assessment_line_item": ("assessmentLineItem", AssessmentLineItem)}

    assessment_line_item: AssessmentLineItem

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleAssessmentLineItem)
        value: Any
        data = self._start_dict()
        if (value := self.assessment_line_item) is not None or "assessmentLineItem" in data:
            data["assessmentLineItem"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.assessment_line_item = (
            parse_assessment_line_item(value, True) if type(value := data.get("assessmentLineItem")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleAssessmentLineItem:
        return parse_single_assessment_line_item(data)


_UntrackedSingleAssessmentLineItem = untracked_subclass(SingleAssessmentLineItem)


def parse_single_assessment_line_item(data: Any, deep: bool = False) -> SingleAssessmentLineItem:
    instance: SingleAssessmentLineItem = new_model(_UntrackedSingleAssessmentLineItem)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleAssessmentLineItem
    return instance
