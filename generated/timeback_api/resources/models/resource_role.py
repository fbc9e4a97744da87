from enum import StrEnum


class ResourceRole(StrEnum):
    """A role of the intended users of material, or its importance to them."""

    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"
    PARENT = "parent"
    PRIMARY = "primary"
    PROCTOR = "proctor"
    RELATIVE = "relative"
    SECONDARY = "secondary"
    STUDENT = "student"
    TEACHER = "teacher"
