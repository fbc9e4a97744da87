"""Whether the feedback is on a question or a lesson."""

from enum import StrEnum


class FeedbackType(StrEnum):
    """Whether the feedback is on a question or a lesson."""

    QUESTION = "QUESTION"
    LESSON = "LESSON"


as_feedback_type = {member.value: member for member in FeedbackType}.get
