"""What a remark of a user is about."""

from enum import StrEnum


class FeedbackType(StrEnum):
    """What a remark of a user is about."""

    QUESTION = "QUESTION"
    LESSON = "LESSON"


as_feedback_type = {member.value: member for member in FeedbackType}.get
