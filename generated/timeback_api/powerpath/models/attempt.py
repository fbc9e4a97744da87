from __future__ import annotations

import datetime

from timeback_api.common.models.score_status import ScoreStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, NUMBER, Choice, json_field


class Attempt(Model):
    """One attempt of a student at a lesson.

    Attributes:
        attempt: Number of the attempt, counted from 1.
        score: Score from 0 to 100.
        score_status: Submission and grading status of the work. In PowerPath an attempt is complete when it is `fully
            graded`.
        xp: Experience points of the attempt. Null if the lesson gives none.
        started_at: When the attempt began.
        completed_at: When the attempt was completed. Null while it is open.
    """

    attempt: float | None = json_field("attempt", NUMBER)
    score: float = json_field("score", NUMBER)
    score_status: ScoreStatus | str = json_field("scoreStatus", Choice(ScoreStatus, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    xp: float | None = json_field("xp", NUMBER)
    started_at: datetime.datetime | None = json_field("startedAt", DATETIME)
    completed_at: datetime.datetime | None = json_field("completedAt", DATETIME)


parse_attempt = Attempt._parse
