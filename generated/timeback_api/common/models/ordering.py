from enum import StrEnum


class Ordering(StrEnum):
    """Direction of a sorted list, ascending or descending."""

    ASC = "asc"
    DESC = "desc"
