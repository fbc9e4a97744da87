from enum import StrEnum


class Order(StrEnum):
    """Direction of a list."""

    ASC = "asc"
    DESC = "desc"
