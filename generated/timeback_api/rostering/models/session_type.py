"""What kind of span of time an academic session is."""

from enum import StrEnum


class SessionType(StrEnum):
    """What kind of span of time an academic session is."""

    GRADING_PERIOD = "gradingPeriod"
    SEMESTER = "semester"
    SCHOOL_YEAR = "schoolYear"
    TERM = "term"


as_session_type = {member.value: member for member in SessionType}.get
