"""Sex of a person as it is recorded."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex of a person as it is recorded."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNSPECIFIED = "unspecified"


as_sex = {member.value: member for member in Sex}.get
