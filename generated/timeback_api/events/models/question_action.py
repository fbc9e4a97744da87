from enum import StrEnum


class QuestionAction(StrEnum):
    """Whether a student saw a question (`Started`), left it out, or answered it (`Completed`)."""

    STARTED = "Started"
    SKIPPED = "Skipped"
    COMPLETED = "Completed"
