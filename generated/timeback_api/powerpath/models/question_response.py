"""The answer of a student to a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, AnyOf, Field, ListOf, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionResponse(Model):
    """The answer of a student to a question. Use `responses`. `response` is the older form, for the response
    declaration with the identifier `RESPONSE`.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
        question: Identifier of the answered QTI assessment item.
        responses: Answers, keyed by the identifiers of their QTI response declarations.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
    """

    FIELDS = {
        "student": Field("student", TEXT, True),
        "lesson": Field("lesson", TEXT, True),
        "question": Field("question", TEXT, True),
        "responses": Field("responses", MapOf(AnyOf(TEXT, ListOf(TEXT)))),
        "response": Field("response", AnyOf(TEXT, ListOf(TEXT))),
    }

    student: str
    lesson: str
    question: str
    responses: dict[str, str | list[str]] | None = None
    response: str | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionResponse)
        value: Any
        data = self._start_dict()
        if (value := self.student) is not None or "student" in data:
            data["student"] = value
        if (value := self.lesson) is not None or "lesson" in data:
            data["lesson"] = value
        if (value := self.question) is not None or "question" in data:
            data["question"] = value
        if (value := self.responses) is not None or "responses" in data:
            data["responses"] = value if value is data.get("responses") else to_json(value)
        if (value := self.response) is not None or "response" in data:
            data["response"] = value if value is data.get("response") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionResponse:
        return parse_question_response(data)


_UntrackedQuestionResponse = untracked_subclass(QuestionResponse)


def parse_question_response(data: Any) -> QuestionResponse:
    instance: QuestionResponse = new_model(_UntrackedQuestionResponse)
    instance._received = data
    instance._changed = None
    instance.student = data.get("student")
    instance.lesson = data.get("lesson")
    instance.question = data.get("question")
    instance.responses = data.get("responses")
    instance.response = data.get("response")
    instance.__class__ = QuestionResponse
    return instance
