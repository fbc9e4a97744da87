from enum import StrEnum


class ActivityMetricType(StrEnum):
    """What a metric counts. One XP stands for one minute of focused work; the sender decides how many a student earned."""

    XP_EARNED = "xpEarned"
    TOTAL_QUESTIONS = "totalQuestions"
    CORRECT_QUESTIONS = "correctQuestions"
    MASTERED_UNITS = "masteredUnits"
