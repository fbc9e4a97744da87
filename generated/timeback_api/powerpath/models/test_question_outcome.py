from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.test_lesson_type import TestLessonType
from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, Choice, json_field


class TestQuestionOutcome(Model):
    """Confirmation of an answer in a test. Correctness is returned when the test is finished.

    Attributes:
        lesson_type: Type of a lesson that is presented as a whole and finished by a request.
        question_result: The result of the question as stored. Its schema is not published.
    """

    lesson_type: TestLessonType | str = json_field("lessonType", Choice(TestLessonType))
    question_result: dict[str, Any] | None = json_field("questionResult", OBJECT, default=None)


parse_test_question_outcome = TestQuestionOutcome._parse
