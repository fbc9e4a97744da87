from enum import StrEnum


class Grade(StrEnum):
    """State of a copy."""

    A_PLUS = "A+"
    A_MINUS = "A-"
    FIRST = "1st"
    NONE = ""
