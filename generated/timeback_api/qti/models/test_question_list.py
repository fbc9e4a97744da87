"""All items of a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.test_question import TestQuestion, parse_test_question
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, Bounded, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestQuestionList(Model):
    """All items of a test.

    Attributes:
        assessment_test: Identifier of the test.
        title: Title of the test.
        total_questions: Number of objects that match the request on all pages together. An extension of the platform:
            another provider may not know it.
        questions: The items and their positions.
    """

    FIELDS = {
        "assessment_test": Field("assessmentTest", TEXT, True),
        "title": Field("title", TEXT, True),
        "total_questions": Field("totalQuestions", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), True),
        "questions": Field("questions", ListOf(ModelOf(TestQuestion)), True),
    }
    NESTED = {"questions": ("questions", TestQuestion)}

    assessment_test: str
    title: str
    total_questions: int | float
    questions: list[TestQuestion]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestQuestionList)
        value: Any
        data = self._start_dict()
        if (value := self.assessment_test) is not None or "assessmentTest" in data:
            data["assessmentTest"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.total_questions) is not None or "totalQuestions" in data:
            data["totalQuestions"] = value
        if (value := self.questions) is not None or "questions" in data:
            data["questions"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.questions = parse_list_deep(data.get("questions"), parse_test_question)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestQuestionList:
        return parse_test_question_list(data)


_UntrackedTestQuestionList = untracked_subclass(TestQuestionList)


def parse_test_question_list(data: Any, deep: bool = False) -> TestQuestionList:
    instance: TestQuestionList = new_model(_UntrackedTestQuestionList)
    instance._received = data
    instance._changed = None
    instance.assessment_test = data.get("assessmentTest")
    instance.title = data.get("title")
    instance.total_questions = data.get("totalQuestions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestQuestionList
    return instance
