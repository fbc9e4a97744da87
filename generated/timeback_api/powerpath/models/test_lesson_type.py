from enum import StrEnum


class TestLessonType(StrEnum):
    """Type of a lesson that is presented as a whole and finished by a request."""

    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"
