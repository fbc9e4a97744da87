from enum import StrEnum


class TimebackRole(StrEnum):
    """Role of a person in an event."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"
    GUIDE = "guide"
