from enum import StrEnum


class Importance(StrEnum):
    """Whether a role of a person, a resource or a similar object is the primary one or an additional one."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
