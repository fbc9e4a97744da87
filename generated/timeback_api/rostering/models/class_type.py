from enum import StrEnum


class ClassType(StrEnum):
    """Whether a class is scheduled or is a homeroom."""

    HOMEROOM = "homeroom"
    SCHEDULED = "scheduled"
