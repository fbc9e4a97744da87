"""An item of a test and where it stands."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item
from timeback_api.qti.models.question_reference import QuestionReference, parse_question_reference
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestQuestion(Model):
    """An item of a test and where it stands.

    Attributes:
        reference: Where an item stands in a test.
        question: A question: its content, its interaction and its scoring. The server adds the QTI document, as text
            and as a tree, and the times.
    """

    FIELDS = {
        "reference": Field("reference", ModelOf(QuestionReference), True),
        "question": Field("question", ModelOf(AssessmentItem), True),
    }
    NESTED = {"reference": ("reference", QuestionReference), "question": ("question", AssessmentItem)}

    reference: QuestionReference
    question: AssessmentItem

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestQuestion)
        value: Any
        data = self._start_dict()
        if (value := self.reference) is not None or "reference" in data:
            data["reference"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.question) is not None or "question" in data:
            data["question"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.reference = parse_question_reference(value) if type(value := data.get("reference")) is dict else value
        self.question = parse_assessment_item(value, True) if type(value := data.get("question")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestQuestion:
        return parse_test_question(data)


_UntrackedTestQuestion = untracked_subclass(TestQuestion)


def parse_test_question(data: Any, deep: bool = False) -> TestQuestion:
    instance: TestQuestion = new_model(_UntrackedTestQuestion)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestQuestion
    return instance
