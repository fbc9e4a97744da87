from __future__ import annotations

from timeback_api.powerpath.models.question import Question
from timeback_api.powerpath.models.test_lesson_type import TestLessonType
from timeback_api.powerpath.models.tool_provider import ToolProvider
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, Choice, ListOf, json_field


class TestProgress(Model):
    """Progress in a quiz, test-out, placement or unit test.

    Attributes:
        lesson_type: Type of a lesson that is presented as a whole and finished by a request.
        finalized: Whether the test is finished. Scores and correctness are not returned until then.
        attempt: Number of the attempt, counted from 1.
        tool_provider: Outside provider of the test. Null for tests of the platform itself.
        score: Score of the test, from 0 to 100. Absent or 0 until it is finished.
        accuracy: Mean score of the questions, in percent.
        correct_questions: Number of correct answers. Partial scores of an outside provider count in part.
        total_questions: Number of questions in the test.
        xp: Earned experience points. Null if the lesson gives none.
        multiplier: Factor applied to the experience points of the lesson for accuracy and attempt.
        questions: All questions in the order of the test.
        enrollment_failed: Whether enrolling the student in the course for the result failed. Only on finished tests of
            an outside provider.
    """

    lesson_type: TestLessonType | str = json_field("lessonType", Choice(TestLessonType))
    finalized: bool = json_field("finalized", BOOLEAN)
    attempt: float = json_field("attempt", NUMBER)
    tool_provider: ToolProvider | str | None = json_field("toolProvider", Choice(ToolProvider))
    score: float | None = json_field("score", NUMBER, default=None)
    accuracy: float = json_field("accuracy", NUMBER)
    correct_questions: float = json_field("correctQuestions", NUMBER)
    total_questions: float = json_field("totalQuestions", NUMBER)
    xp: float | None = json_field("xp", NUMBER)
    multiplier: float | None = json_field("multiplier", NUMBER)
    questions: list[Question] = json_field("questions", ListOf(ModelOf(Question)))
    enrollment_failed: bool | None = json_field("enrollmentFailed", BOOLEAN, default=None)


parse_test_progress = TestProgress._parse
