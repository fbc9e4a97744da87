from enum import StrEnum


class FeedbackType(StrEnum):
    """Whether the feedback is on a question or a lesson."""

    QUESTION = "QUESTION"
    LESSON = "LESSON"
