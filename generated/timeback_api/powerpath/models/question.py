"""A question of a lesson and, if it was answered, the answer and its correctness."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.difficulty import Difficulty, as_difficulty
from timeback_api.powerpath.models.question_content import QuestionContent, parse_question_content
from timeback_api.powerpath.models.question_result import QuestionResult, parse_question_result
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, AnyOf, Choice, Field, ListOf, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Question(Model):
    """A question of a lesson and, if it was answered, the answer and its correctness.

    Attributes:
        id: Identifier of the QTI assessment item.
        index: Place of the question in the test.
        title: Title of the question.
        url: Address of the assessment item.
        difficulty: Difficulty of the question; `medium` if the item states none.
        human_approved: Whether a person has approved the question.
        content: The content of a question.
        learning_objectives: Ids of the learning objectives that the question covers.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
        responses: Answers, keyed by the identifiers of their QTI response declarations.
        correct: Whether the answer was correct. Absent until the answer is scored or the test is finished.
        result: Correctness of the answer to a question.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "index": Field("index", NUMBER, True),
        "title": Field("title", TEXT, True),
        "url": Field("url", TEXT, True),
        "difficulty": Field("difficulty", Choice(Difficulty), True),
        "human_approved": Field("humanApproved", BOOLEAN),
        "content": Field("content", ModelOf(QuestionContent)),
        "learning_objectives": Field("learningObjectives", ListOf(TEXT)),
        "response": Field("response", AnyOf(TEXT, ListOf(TEXT))),
        "responses": Field("responses", MapOf(AnyOf(TEXT, ListOf(TEXT)))),
        "correct": Field("correct", BOOLEAN),
        "result": Field("result", ModelOf(QuestionResult)),
    }
    NESTED = {"content": ("content", QuestionContent), "result": ("result", QuestionResult)}

    id: str
    index: float
    title: str
    url: str
    difficulty: Difficulty | str
    human_approved: bool | None = None
    content: QuestionContent | None = None
    learning_objectives: list[str] | None = None
    response: str | list[str] | None = None
    responses: dict[str, str | list[str]] | None = None
    correct: bool | None = None
    result: QuestionResult | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Question)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.index) is not None or "index" in data:
            data["index"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.url) is not None or "url" in data:
            data["url"] = value
        if (value := self.difficulty) is not None or "difficulty" in data:
            data["difficulty"] = value if type(value) is str else enum_to_json(value)
        if (value := self.human_approved) is not None or "humanApproved" in data:
            data["humanApproved"] = value
        if (value := self.content) is not None or "content" in data:
            data["content"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.learning_objectives) is not None or "learningObjectives" in data:
            data["learningObjectives"] = value if value is data.get("learningObjectives") else to_json(value)
        if (value := self.response) is not None or "response" in data:
            data["response"] = value if value is data.get("response") else to_json(value)
        if (value := self.responses) is not None or "responses" in data:
            data["responses"] = value if value is data.get("responses") else to_json(value)
        if (value := self.correct) is not None or "correct" in data:
            data["correct"] = value
        if (value := self.result) is not None or "result" in data:
            data["result"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.content = parse_question_content(value) if type(value := data.get("content")) is dict else value
        self.result = parse_question_result(value) if type(value := data.get("result")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Question:
        return parse_question(data)


_UntrackedQuestion = untracked_subclass(Question)


def parse_question(data: Any, deep: bool = False) -> Question:
    instance: Question = new_model(_UntrackedQuestion)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.index = data.get("index")
    instance.title = data.get("title")
    instance.url = data.get("url")
    instance.difficulty = as_difficulty(value, value) if type(value := data.get("difficulty")) is str else value
    instance.human_approved = data.get("humanApproved")
    instance.learning_objectives = data.get("learningObjectives")
    instance.response = data.get("response")
    instance.responses = data.get("responses")
    instance.correct = data.get("correct")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Question
    return instance
