from __future__ import annotations

import datetime

from timeback_api.powerpath.models.placement_status import PlacementStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, DATETIME, INTEGER, NUMBER, TEXT, Choice, OneOf, json_field


class PlacementResult(Model):
    """Result of a placement test.

    Attributes:
        source: Where the test was taken.
        status: State of one test on the way to a placement.
        test_id: Id of the test.
        title: Title of the test.
        subject: Subject of the test.
        grade: Grade of the test.
        score: Score of the student.
        completed_at: When the test was completed.
        mastery_track_processed: Whether the provider `mastery-track` has written its results back.
    """

    source: str = json_field("source", OneOf("PLACEMENT"), default="PLACEMENT", required=True)
    status: PlacementStatus | str = json_field("status", Choice(PlacementStatus))
    test_id: str = json_field("testId", TEXT)
    title: str = json_field("title", TEXT)
    subject: str = json_field("subject", TEXT)
    grade: int = json_field("grade", INTEGER)
    score: float | None = json_field("score", NUMBER, default=None)
    completed_at: datetime.datetime | None = json_field("completedAt", DATETIME, default=None)
    mastery_track_processed: bool | None = json_field("masteryTrackProcessed", BOOLEAN, default=None)


parse_placement_result = PlacementResult._parse
