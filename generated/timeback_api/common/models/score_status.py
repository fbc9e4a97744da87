"""How far the work was handed in and graded."""

from enum import StrEnum


class ScoreStatus(StrEnum):
    """How far the work was handed in and graded. PowerPath holds an attempt for complete when it is `fully graded`."""

    EXEMPT = "exempt"
    FULLY_GRADED = "fully graded"
    NOT_SUBMITTED = "not submitted"
    PARTIALLY_GRADED = "partially graded"
    SUBMITTED = "submitted"


as_score_status = {member.value: member for member in ScoreStatus}.get
