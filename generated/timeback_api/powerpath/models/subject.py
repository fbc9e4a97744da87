from enum import StrEnum


class Subject(StrEnum):
    """Subject of a course or a test."""

    READING = "Reading"
    LANGUAGE = "Language"
    VOCABULARY = "Vocabulary"
    SOCIAL_STUDIES = "Social Studies"
    WRITING = "Writing"
    SCIENCE = "Science"
    FAST_MATH = "FastMath"
    MATH = "Math"
