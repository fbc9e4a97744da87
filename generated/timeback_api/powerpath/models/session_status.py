"""Whether a screening session can be used."""

from enum import StrEnum


class SessionStatus(StrEnum):
    """Whether a screening session can be used."""

    ACTIVE = "active"
    INACTIVE = "inactive"


as_session_status = {member.value: member for member in SessionStatus}.get
