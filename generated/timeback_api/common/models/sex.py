from enum import StrEnum


class Sex(StrEnum):
    """Sex of a person as it is recorded."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNSPECIFIED = "unspecified"
