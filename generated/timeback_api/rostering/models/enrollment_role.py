"""Role of a user in a class."""

from enum import StrEnum


class EnrollmentRole(StrEnum):
    """Role of a user in a class. The documents of the platform name administrators, proctors, students and teachers; it
    takes the others when an enrollment is changed in part.
    """

    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"
    PARENT = "parent"
    PROCTOR = "proctor"
    RELATIVE = "relative"
    STUDENT = "student"
    TEACHER = "teacher"


as_enrollment_role = {member.value: member for member in EnrollmentRole}.get
