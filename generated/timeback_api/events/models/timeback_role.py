"""Role of a person in an event."""

from enum import StrEnum


class TimebackRole(StrEnum):
    """Role of a person in an event."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"
    GUIDE = "guide"


as_timeback_role = {member.value: member for member in TimebackRole}.get
