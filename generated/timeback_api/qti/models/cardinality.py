from enum import StrEnum


class Cardinality(StrEnum):
    """Cardinality of a variable: one value, a set, a sequence, or several named values."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERED = "ordered"
    RECORD = "record"
