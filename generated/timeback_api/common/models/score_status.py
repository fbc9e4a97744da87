from enum import StrEnum


class ScoreStatus(StrEnum):
    """Submission and grading status of the work. In PowerPath an attempt is complete when it is `fully graded`."""

    EXEMPT = "exempt"
    FULLY_GRADED = "fully graded"
    NOT_SUBMITTED = "not submitted"
    PARTIALLY_GRADED = "partially graded"
    SUBMITTED = "submitted"
