"""Whether a student worked (`active`), paused (`inactive`), wasted time (`waste`), tried to avoid the work ..."""

from enum import StrEnum


class TimeSpentType(StrEnum):
    """Whether a student worked (`active`), paused (`inactive`), wasted time (`waste`), tried to avoid the work
    (`anti-pattern`), or whether it is not known.
    """

    ACTIVE = "active"
    INACTIVE = "inactive"
    WASTE = "waste"
    UNKNOWN = "unknown"
    ANTI_PATTERN = "anti-pattern"


as_time_spent_type = {member.value: member for member in TimeSpentType}.get
