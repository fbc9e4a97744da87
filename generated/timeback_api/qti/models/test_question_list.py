from __future__ import annotations

from timeback_api.qti.models.test_question import TestQuestion
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, Bounded, ListOf, json_field


class TestQuestionList(Model):
    """All items of a test.

    Attributes:
        assessment_test: Identifier of the test.
        title: Title of the test.
        total_questions: Number of objects that match the request on all pages together. An extension of the platform:
            another provider may not know it.
        questions: The items and their positions.
    """

    assessment_test: str = json_field("assessmentTest", TEXT)
    title: str = json_field("title", TEXT)
    total_questions: int | float = json_field(
        "totalQuestions", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))
    )
    questions: list[TestQuestion] = json_field("questions", ListOf(ModelOf(TestQuestion)))


parse_test_question_list = TestQuestionList._parse
