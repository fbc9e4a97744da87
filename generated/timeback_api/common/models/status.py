"""Whether an object is in use."""

from enum import StrEnum


class Status(StrEnum):
    """Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold a copy can
    follow.
    """

    ACTIVE = "active"
    TOBEDELETED = "tobedeleted"


as_status = {member.value: member for member in Status}.get
