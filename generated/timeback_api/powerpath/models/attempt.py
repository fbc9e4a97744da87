"""One attempt of a student at a lesson."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.score_status import ScoreStatus, as_score_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, NUMBER, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "attempt": Field("attempt", NUMBER, True),
        "score": Field("score", NUMBER, True),
        "score_status": Field("scoreStatus", Choice(ScoreStatus, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "xp": Field("xp", NUMBER, True),
        "started_at": Field("startedAt", DATETIME, True),
        "completed_at": Field("completedAt", DATETIME, True),
    }

    attempt: float | None
    score: float
    score_status: ScoreStatus | str
    xp: float | None
    started_at: datetime.datetime | None
    completed_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Attempt)
        value: Any
        data = self._start_dict()
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.score_status) is not None or "scoreStatus" in data:
            data["scoreStatus"] = value if type(value) is str else enum_to_json(value)
        if (value := self.xp) is not None or "xp" in data:
            data["xp"] = value
        if (value := self.started_at) is not None or "startedAt" in data:
            data["startedAt"] = format_datetime(value, data.get("startedAt"))
        if (value := self.completed_at) is not None or "completedAt" in data:
            data["completedAt"] = format_datetime(value, data.get("completedAt"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Attempt:
        return parse_attempt(data)


_UntrackedAttempt = untracked_subclass(Attempt)


def parse_attempt(data: Any) -> Attempt:
    instance: Attempt = new_model(_UntrackedAttempt)
    instance._received = data
    instance._changed = None
    instance.attempt = data.get("attempt")
    instance.score = data.get("score")
    instance.score_status = as_score_status(value, value) if type(value := data.get("scoreStatus")) is str else value
    instance.xp = data.get("xp")
    instance.started_at = parse_datetime(value) if type(value := data.get("startedAt")) is str else value
    instance.completed_at = parse_datetime(value) if type(value := data.get("completedAt")) is str else value
    instance.__class__ = Attempt
    return instance
