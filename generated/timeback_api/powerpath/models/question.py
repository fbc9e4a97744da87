from __future__ import annotations

from timeback_api.common.models.difficulty import Difficulty
from timeback_api.powerpath.models.question_content import QuestionContent
from timeback_api.powerpath.models.question_result import QuestionResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, AnyOf, Choice, ListOf, MapOf, json_field


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

    id: str = json_field("id", TEXT)
    index: float = json_field("index", NUMBER)
    title: str = json_field("title", TEXT)
    url: str = json_field("url", TEXT)
    difficulty: Difficulty | str = json_field("difficulty", Choice(Difficulty))
    human_approved: bool | None = json_field("humanApproved", BOOLEAN, default=None)
    content: QuestionContent | None = json_field("content", ModelOf(QuestionContent), default=None)
    learning_objectives: list[str] | None = json_field("learningObjectives", ListOf(TEXT), default=None)
    response: str | list[str] | None = json_field("response", AnyOf(TEXT, ListOf(TEXT)), default=None)
    responses: dict[str, str | list[str]] | None = json_field(
        "responses", MapOf(AnyOf(TEXT, ListOf(TEXT))), default=None
    )
    correct: bool | None = json_field("correct", BOOLEAN, default=None)
    result: QuestionResult | None = json_field("result", ModelOf(QuestionResult), default=None)


parse_question = Question._parse
