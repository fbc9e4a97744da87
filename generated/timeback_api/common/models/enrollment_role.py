from enum import StrEnum


class EnrollmentRole(StrEnum):
    """Role of a user in a class. The documents of the platform list administrators, proctors, students and teachers; it
    accepts the others when an enrollment is partially updated.
    """

    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"
    PARENT = "parent"
    PROCTOR = "proctor"
    RELATIVE = "relative"
    STUDENT = "student"
    TEACHER = "teacher"
