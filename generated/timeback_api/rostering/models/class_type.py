"""Whether a class is scheduled or is a homeroom."""

from enum import StrEnum


class ClassType(StrEnum):
    """Whether a class is scheduled or is a homeroom."""

    HOMEROOM = "homeroom"
    SCHEDULED = "scheduled"


as_class_type = {member.value: member for member in ClassType}.get
