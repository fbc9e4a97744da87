"""The answer of a student to a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Either, Field, Many, Named


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionResponse(Model):
    """The answer of a student to a question. Use `responses`; `response` is the older way and stands for the one
    response declaration that is called `RESPONSE`.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource that is the lesson.
        question: Identifier of the QTI assessment item that is answered.
        responses: Answers by the identifiers of the QTI response declarations that they belong to.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or
            a list where the interaction takes several values. Pairs are written as two identifiers with a space
            between them, points as two numbers.
    """
    student: str | None
    lesson: str | None
    question: str | None
    responses: dict[str, str | list[str]] | None = None
    response: str | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, QuestionResponse)
        v: Any
        d = self._begin()
        if (v := self.student) is not None or "student" in d:
            d["student"] = v
        if (v := self.lesson) is not None or "lesson" in d:
            d["lesson"] = v
        if (v := self.question) is not None or "question" in d:
            d["question"] = v
        if (v := self.responses) is not None or "responses" in d:
            d["responses"] = v
        if (v := self.response) is not None or "response" in d:
            d["response"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionResponse:
        return parse_question_response(data)


def parse_question_response(d: dict[str, Any]) -> QuestionResponse:
    self: QuestionResponse = new(_QuestionResponse)
    self._raw = d
    self._changed = None
    self.student = d.get("student")
    self.lesson = d.get("lesson")
    self.question = d.get("question")
    self.responses = d.get("responses")
    self.response = d.get("response")
    self.__class__ = QuestionResponse
    return self




_QuestionResponse = seed(QuestionResponse)
QuestionResponse.FIELDS = {
    "student": Field("student", TEXT, True),
    "lesson": Field("lesson", TEXT, True),
    "question": Field("question", TEXT, True),
    "responses": Field("responses", Named(Either(TEXT, Many(TEXT)))),
    "response": Field("response", Either(TEXT, Many(TEXT))),
}
