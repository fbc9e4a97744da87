from enum import StrEnum


class Subject(StrEnum):
    """School subject. The platform may add others."""

    READING = "Reading"
    LANGUAGE = "Language"
    VOCABULARY = "Vocabulary"
    SOCIAL_STUDIES = "Social Studies"
    WRITING = "Writing"
    SCIENCE = "Science"
    FAST_MATH = "FastMath"
    MATH = "Math"
    NO_SUBJECT = "None"
    OTHER = "Other"
