"""Type of a lesson that is taken as a whole and finished by a call."""

from enum import StrEnum


class TestLessonType(StrEnum):
    """Type of a lesson that is taken as a whole and finished by a call."""

    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"


as_test_lesson_type = {member.value: member for member in TestLessonType}.get
