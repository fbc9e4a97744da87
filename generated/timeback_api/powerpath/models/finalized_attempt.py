from __future__ import annotations

from timeback_api.powerpath.models.test_lesson_type import TestLessonType
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, Choice, json_field


class FinalizedAttempt(Model):
    """An attempt at a test after it was finished.

    Attributes:
        lesson_type: Type of a lesson that is presented as a whole and finished by a request.
        finalized: Whether the attempt is finished and scored.
        attempt: Number of the attempt, counted from 1.
    """

    lesson_type: TestLessonType | str = json_field("lessonType", Choice(TestLessonType))
    finalized: bool = json_field("finalized", BOOLEAN)
    attempt: float = json_field("attempt", NUMBER)


parse_finalized_attempt = FinalizedAttempt._parse
