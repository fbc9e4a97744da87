"""How PowerPath treats a lesson, from practice to mastery over tests of several kinds to an article."""

from enum import StrEnum


class LessonType(StrEnum):
    """How PowerPath treats a lesson, from practice to mastery over tests of several kinds to an article."""
    POWERPATH_100 = "powerpath-100"
    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"
    ALPHA_READ_ARTICLE = "alpha-read-article"


as_lesson_type = {member.value: member for member in LessonType}.get
