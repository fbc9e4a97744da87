from enum import StrEnum


class ScreeningSubject(StrEnum):
    """Subject for which there is a screening test."""

    MATH = "Math"
    READING = "Reading"
    LANGUAGE = "Language"
    SCIENCE = "Science"
