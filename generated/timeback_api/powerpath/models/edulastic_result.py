from __future__ import annotations

import datetime

from timeback_api.powerpath.models.placement_status import PlacementStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, INTEGER, NUMBER, TEXT, Choice, OneOf, json_field


class EdulasticResult(Model):
    """Result of a test that was taken at Edulastic.

    Attributes:
        source: Where the test was taken.
        status: State of one test on the way to a placement.
        test_id: Id of the test.
        title: Title of the test.
        subject: Subject of the test.
        grade: Grade of the test.
        score: Score of the student.
        completed_at: When the test was completed.
    """

    source: str = json_field("source", OneOf("EDULASTIC"), default="EDULASTIC", required=True)
    status: PlacementStatus | str = json_field("status", Choice(PlacementStatus))
    test_id: str = json_field("testId", TEXT)
    title: str = json_field("title", TEXT)
    subject: str = json_field("subject", TEXT)
    grade: int = json_field("grade", INTEGER)
    score: float | None = json_field("score", NUMBER, default=None)
    completed_at: datetime.datetime | None = json_field("completedAt", DATETIME, default=None)


parse_edulastic_result = EdulasticResult._parse
