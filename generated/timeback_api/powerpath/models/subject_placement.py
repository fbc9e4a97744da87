from __future__ import annotations

from timeback_api.powerpath.models.rit_scores import RitScores
from timeback_api.powerpath.models.subject_placement_result import SUBJECT_PLACEMENT_RESULT, SubjectPlacementResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, TEXT, ListOf, json_field


class SubjectPlacement(Model):
    """Placement of a student in one subject.

    Attributes:
        status: State of the placement.
        starting_grade: Grade of the first test.
        current_grade: Grade that the tests have shown so far.
        subject_lowest_grade: Lowest grade for which the subject has a test.
        subject_highest_grade: Highest grade for which the subject has a test.
        next_test_id: Id of the test to take next. Null if there is none.
        rit: RIT scores of a student in NWEA MAP tests.
        results: Results of the tests on the way.
    """

    status: str = json_field("status", TEXT)
    starting_grade: int = json_field("startingGrade", INTEGER)
    current_grade: int = json_field("currentGrade", INTEGER)
    subject_lowest_grade: int = json_field("subjectLowestGrade", INTEGER)
    subject_highest_grade: int = json_field("subjectHighestGrade", INTEGER)
    next_test_id: str | None = json_field("nextTestId", TEXT)
    rit: RitScores = json_field("RIT", ModelOf(RitScores))
    results: list[SubjectPlacementResult] = json_field("results", ListOf(SUBJECT_PLACEMENT_RESULT))


parse_subject_placement = SubjectPlacement._parse
