"""Direction of a list."""

from enum import StrEnum


class Order(StrEnum):
    """Direction of a list."""

    ASC = "asc"
    DESC = "desc"


as_order = {member.value: member for member in Order}.get
