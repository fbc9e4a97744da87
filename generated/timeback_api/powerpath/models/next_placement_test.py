from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Choice, json_field


class NextPlacementTest(Model):
    """The placement test that a student takes next.

    Attributes:
        lesson: Id of the component resource of the test. Null if there is no test left.
        grade_level: Grade that the placement tests have determined so far.
        onboarded: Whether placement in the subject is done.
        exhausted_tests: Whether the student has taken all tests of the subject.
        available_tests: Number of placement tests in the subject.
    """

    lesson: str | None = json_field("lesson", TEXT)
    grade_level: Grade | str | None = json_field("gradeLevel", Choice(Grade))
    onboarded: bool = json_field("onboarded", BOOLEAN)
    exhausted_tests: bool = json_field("exhaustedTests", BOOLEAN)
    available_tests: float = json_field("availableTests", NUMBER)


parse_next_placement_test = NextPlacementTest._parse
