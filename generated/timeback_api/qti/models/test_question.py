from __future__ import annotations

from timeback_api.qti.models.assessment_item import AssessmentItem
from timeback_api.qti.models.question_reference import QuestionReference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class TestQuestion(Model):
    """An item of a test and where it stands.

    Attributes:
        reference: Where an item stands in a test.
        question: A question: its content, its interaction and its scoring. The server adds the QTI document, as text
            and as a tree, and the times.
    """

    reference: QuestionReference = json_field("reference", ModelOf(QuestionReference))
    question: AssessmentItem = json_field("question", ModelOf(AssessmentItem))


parse_test_question = TestQuestion._parse
