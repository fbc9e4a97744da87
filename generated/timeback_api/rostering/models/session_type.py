"""Type of an academic session."""

from enum import StrEnum


class SessionType(StrEnum):
    """Type of an academic session."""

    GRADING_PERIOD = "gradingPeriod"
    SEMESTER = "semester"
    SCHOOL_YEAR = "schoolYear"
    TERM = "term"


as_session_type = {member.value: member for member in SessionType}.get
