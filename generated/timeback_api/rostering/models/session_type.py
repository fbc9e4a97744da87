from enum import StrEnum


class SessionType(StrEnum):
    """Type of an academic session."""

    GRADING_PERIOD = "gradingPeriod"
    SEMESTER = "semester"
    SCHOOL_YEAR = "schoolYear"
    TERM = "term"
