from enum import StrEnum


class OrgType(StrEnum):
    """What kind of organisation it is."""

    DEPARTMENT = "department"
    DISTRICT = "district"
    LOCAL = "local"
    NATIONAL = "national"
    SCHOOL = "school"
    STATE = "state"
