"""Type of the value that a filter compares."""

from enum import StrEnum


class FilterType(StrEnum):
    """Type of the value that a filter compares."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"


as_filter_type = {member.value: member for member in FilterType}.get
