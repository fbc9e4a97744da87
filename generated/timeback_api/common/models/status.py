from enum import StrEnum


class Status(StrEnum):
    """Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a copy notice
    the deletion.
    """

    ACTIVE = "active"
    TOBEDELETED = "tobedeleted"
