"""All items of a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, WHOLE, Either, Field, Limited, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestQuestionList(Model):
    """All items of a test.

    Attributes:
        assessment_test: Identifier of the test.
        title: Title of the test.
        total_questions: Number of objects that match the request on all pages together.
        questions: The items and where they stand.
    """
    assessment_test: str | None
    title: str | None
    total_questions: int | float | None
    questions: list[TestQuestion] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestQuestionList)
        v: Any
        d = self._begin()
        if (v := self.assessment_test) is not None or "assessmentTest" in d:
            d["assessmentTest"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.total_questions) is not None or "totalQuestions" in d:
            d["totalQuestions"] = v
        if (v := self.questions) is not None or "questions" in d:
            d["questions"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.questions = ([parse_test_question(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("questions")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestQuestionList:
        return parse_test_question_list(data)


def parse_test_question_list(d: dict[str, Any], whole: bool = False) -> TestQuestionList:
    self: TestQuestionList = new(_TestQuestionList)
    self._raw = d
    self._changed = None
    self.assessment_test = d.get("assessmentTest")
    self.title = d.get("title")
    self.total_questions = d.get("totalQuestions")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestQuestionList
    return self


from timeback_api.qti.models.test_question import TestQuestion, parse_test_question  # noqa: E402

_TestQuestionList = seed(TestQuestionList)
TestQuestionList.FIELDS = {
    "assessment_test": Field("assessmentTest", TEXT, True),
    "title": Field("title", TEXT, True),
    "total_questions": Field("totalQuestions", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None)), True),
    "questions": Field("questions", Many(One(TestQuestion)), True),
}
TestQuestionList.INSIDE = {
    "questions": ("questions", TestQuestion),
}
