from enum import StrEnum


class LessonType(StrEnum):
    """How PowerPath presents a lesson. In `powerpath-100` questions are presented one at a time until the score is 100.
    The other assessments are tests: they are presented as a whole and finished by a request. `alpha-read-article` is
    an article to read.
    """

    POWERPATH_100 = "powerpath-100"
    QUIZ = "quiz"
    TEST_OUT = "test-out"
    PLACEMENT = "placement"
    UNIT_TEST = "unit-test"
    ALPHA_READ_ARTICLE = "alpha-read-article"
