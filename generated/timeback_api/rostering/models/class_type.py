"""Whether a class is on the timetable or is the group in which students are looked after."""

from enum import StrEnum


class ClassType(StrEnum):
    """Whether a class is on the timetable or is the group in which students are looked after."""

    HOMEROOM = "homeroom"
    SCHEDULED = "scheduled"


as_class_type = {member.value: member for member in ClassType}.get
