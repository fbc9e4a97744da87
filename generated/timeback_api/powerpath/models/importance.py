"""Whether a resource is the main one or an addition."""

from enum import StrEnum


class Importance(StrEnum):
    """Whether a resource is the main one or an addition."""
    PRIMARY = "primary"
    SECONDARY = "secondary"


as_importance = {member.value: member for member in Importance}.get
