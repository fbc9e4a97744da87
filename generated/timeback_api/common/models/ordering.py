"""Direction of a sorted list, ascending or descending."""

from enum import StrEnum


class Ordering(StrEnum):
    """Direction of a sorted list, ascending or descending."""

    ASC = "asc"
    DESC = "desc"


as_ordering = {member.value: member for member in Ordering}.get
