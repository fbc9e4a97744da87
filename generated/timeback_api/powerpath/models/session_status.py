from enum import StrEnum


class SessionStatus(StrEnum):
    """Whether a screening session can be used."""

    ACTIVE = "active"
    INACTIVE = "inactive"
