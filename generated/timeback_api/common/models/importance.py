"""Whether a role of a person, a resource or a similar object is the primary one or an additional one."""

from enum import StrEnum


class Importance(StrEnum):
    """Whether a role of a person, a resource or a similar object is the primary one or an additional one."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


as_importance = {member.value: member for member in Importance}.get
