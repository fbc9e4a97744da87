from enum import StrEnum


class FilterOperation(StrEnum):
    """How a filter compares the value of an event with its own."""

    EQ = "eq"
    NEQ = "neq"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    IN = "in"
    NOT_IN = "notIn"
    STARTS_WITH = "startsWith"
    ENDS_WITH = "endsWith"
    REGEXP = "regexp"
