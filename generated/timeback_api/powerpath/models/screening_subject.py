"""Subject for which there is a screening test."""

from enum import StrEnum


class ScreeningSubject(StrEnum):
    """Subject for which there is a screening test."""

    MATH = "Math"
    READING = "Reading"
    LANGUAGE = "Language"
    SCIENCE = "Science"


as_screening_subject = {member.value: member for member in ScreeningSubject}.get
