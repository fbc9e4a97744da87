from enum import StrEnum


class ExternalLessonType(StrEnum):
    """Type of a lesson that an outside provider can serve."""

    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"
