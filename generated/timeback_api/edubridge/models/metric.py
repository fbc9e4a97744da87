from enum import StrEnum


class Metric(StrEnum):
    """What is counted."""

    XP = "xp"
    SPENT_MINUTES = "spent_minutes"
    WASTE_MINUTES = "waste_minutes"
    ACCURACY = "accuracy"
    LESSONS = "lessons"
    QUIZZES = "quizzes"
    UNIT_TESTS = "unit_tests"
