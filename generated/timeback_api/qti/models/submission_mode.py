from enum import StrEnum


class SubmissionMode(StrEnum):
    """Whether answers are submitted item by item, or all together at the end of the test part."""

    INDIVIDUAL = "individual"
    SIMULTANEOUS = "simultaneous"
