from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, TEXT, AnyOf, json_field


class GradesByTest(Model):
    """The highest grade by each kind of test. A grade is text or a number, or null if it is not known.

    Attributes:
        rit_grade: Grade by the score of a MAP test.
        edulastic_grade: Grade by tests of Edulastic.
        placement_grade: Grade by placement tests.
        test_out_grade: Grade by test-outs.
        highest_grade_overall: The highest of these grades.
    """

    rit_grade: str | float | None = json_field("ritGrade", AnyOf(TEXT, NUMBER), default=None)
    edulastic_grade: str | float | None = json_field("edulasticGrade", AnyOf(TEXT, NUMBER), default=None)
    placement_grade: str | float | None = json_field("placementGrade", AnyOf(TEXT, NUMBER), default=None)
    test_out_grade: str | float | None = json_field("testOutGrade", AnyOf(TEXT, NUMBER), default=None)
    highest_grade_overall: str | float | None = json_field("highestGradeOverall", AnyOf(TEXT, NUMBER), default=None)


parse_grades_by_test = GradesByTest._parse
