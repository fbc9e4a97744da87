"""Whether something is the main one of its kind, such as a role of a person or a resource, or one beside it."""

from enum import StrEnum


class Importance(StrEnum):
    """Whether something is the main one of its kind, such as a role of a person or a resource, or one beside it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


as_importance = {member.value: member for member in Importance}.get
