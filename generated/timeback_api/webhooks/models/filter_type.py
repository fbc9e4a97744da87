from enum import StrEnum


class FilterType(StrEnum):
    """Type of the value that a filter compares."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
