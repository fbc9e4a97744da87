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
