"""An item of a test and where it stands."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestQuestion(Model):
    """An item of a test and where it stands.

    Attributes:
        reference: Where an item stands in a test.
        question: A question: what is asked, how it is answered, and how the answer is scored. The server adds the QTI
            document, as text and as a tree, and the times.
    """
    reference: QuestionReference | None
    question: AssessmentItem | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestQuestion)
        v: Any
        d = self._begin()
        if (v := self.reference) is not None or "reference" in d:
            d["reference"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.question) is not None or "question" in d:
            d["question"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.reference = parse_question_reference(v) if type(v := d.get("reference")) is dict else v
        self.question = parse_assessment_item(v, True) if type(v := d.get("question")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestQuestion:
        return parse_test_question(data)


def parse_test_question(d: dict[str, Any], whole: bool = False) -> TestQuestion:
    self: TestQuestion = new(_TestQuestion)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestQuestion
    return self


from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item  # noqa: E402
from timeback_api.qti.models.question_reference import QuestionReference, parse_question_reference  # noqa: E402

_TestQuestion = seed(TestQuestion)
TestQuestion.FIELDS = {
    "reference": Field("reference", One(QuestionReference), True),
    "question": Field("question", One(AssessmentItem), True),
}
TestQuestion.INSIDE = {
    "reference": ("reference", QuestionReference),
    "question": ("question", AssessmentItem),
}
