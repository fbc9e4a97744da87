from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, Choice, json_field


class PlacementLevel(Model):
    """The level of a student in a subject.

    Attributes:
        grade_level: Grade that the placement tests have determined so far.
        onboarded: Whether placement in the subject is done.
        available_tests: Number of placement tests in the subject.
    """

    grade_level: Grade | str | None = json_field("gradeLevel", Choice(Grade))
    onboarded: bool = json_field("onboarded", BOOLEAN)
    available_tests: float = json_field("availableTests", NUMBER)


parse_placement_level = PlacementLevel._parse
