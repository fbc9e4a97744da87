from __future__ import annotations

import datetime

from timeback_api.common.models.grade import Grade
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, NUMBER, TEXT, Choice, json_field


class ScreeningResult(Model):
    """Result of a screening test.

    Attributes:
        test_name: Name of the test.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        rit_score: The score on the RIT scale.
        completed_at: When the test was completed.
    """

    test_name: str = json_field("testName", TEXT)
    grade: Grade | str = json_field("grade", Choice(Grade))
    rit_score: float = json_field("ritScore", NUMBER)
    completed_at: datetime.datetime = json_field("completedAt", DATETIME)


parse_screening_result = ScreeningResult._parse
