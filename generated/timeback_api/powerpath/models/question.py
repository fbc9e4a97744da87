"""A question of a lesson and, where it was answered, the answer and its verdict."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Choice, Either, Field, Many, Named, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Question(Model):
    """A question of a lesson and, where it was answered, the answer and its verdict.

    Attributes:
        id: Identifier of the QTI assessment item.
        index: Place of the question in the test.
        title: Title of the question.
        url: Address of the assessment item.
        difficulty: Difficulty of the question; `medium` where the item does not tell.
        human_approved: Whether a person has approved the question.
        content: The content of a question.
        learning_objectives: Ids of the learning objectives that the question covers.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or
            a list where the interaction takes several values. Pairs are written as two identifiers with a space
            between them, points as two numbers.
        responses: Answers by the identifiers of the QTI response declarations that they belong to.
        correct: Whether the answer was right. Left out until the answer is judged, or the test finished.
        result: The verdict on the answer to a question.
    """
    id: str | None
    index: float | None
    title: str | None
    url: str | None
    difficulty: Difficulty | str | None
    human_approved: bool | None = None
    content: QuestionContent | None = None
    learning_objectives: list[str] | None = None
    response: str | list[str] | None = None
    responses: dict[str, str | list[str]] | None = None
    correct: bool | None = None
    result: QuestionResult | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Question)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.index) is not None or "index" in d:
            d["index"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.url) is not None or "url" in d:
            d["url"] = v
        if (v := self.difficulty) is not None or "difficulty" in d:
            d["difficulty"] = v
        if (v := self.human_approved) is not None or "humanApproved" in d:
            d["humanApproved"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.learning_objectives) is not None or "learningObjectives" in d:
            d["learningObjectives"] = v
        if (v := self.response) is not None or "response" in d:
            d["response"] = v
        if (v := self.responses) is not None or "responses" in d:
            d["responses"] = v
        if (v := self.correct) is not None or "correct" in d:
            d["correct"] = v
        if (v := self.result) is not None or "result" in d:
            d["result"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.content = parse_question_content(v) if type(v := d.get("content")) is dict else v
        self.result = parse_question_result(v) if type(v := d.get("result")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Question:
        return parse_question(data)


def parse_question(d: dict[str, Any], whole: bool = False) -> Question:
    self: Question = new(_Question)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.index = d.get("index")
    self.title = d.get("title")
    self.url = d.get("url")
    self.difficulty = as_difficulty(v, v) if type(v := d.get("difficulty")) is str else v
    self.human_approved = d.get("humanApproved")
    self.learning_objectives = d.get("learningObjectives")
    self.response = d.get("response")
    self.responses = d.get("responses")
    self.correct = d.get("correct")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Question
    return self


from timeback_api.common.models.difficulty import Difficulty, as_difficulty  # noqa: E402
from timeback_api.powerpath.models.question_content import QuestionContent, parse_question_content  # noqa: E402
from timeback_api.powerpath.models.question_result import QuestionResult, parse_question_result  # noqa: E402

_Question = seed(Question)
Question.FIELDS = {
    "id": Field("id", TEXT, True),
    "index": Field("index", NUMBER, True),
    "title": Field("title", TEXT, True),
    "url": Field("url", TEXT, True),
    "difficulty": Field("difficulty", Choice(Difficulty), True),
    "human_approved": Field("humanApproved", FLAG),
    "content": Field("content", One(QuestionContent)),
    "learning_objectives": Field("learningObjectives", Many(TEXT)),
    "response": Field("response", Either(TEXT, Many(TEXT))),
    "responses": Field("responses", Named(Either(TEXT, Many(TEXT)))),
    "correct": Field("correct", FLAG),
    "result": Field("result", One(QuestionResult)),
}
Question.INSIDE = {
    "content": ("content", QuestionContent),
    "result": ("result", QuestionResult),
}
