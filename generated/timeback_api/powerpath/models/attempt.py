"""One attempt of a student at a lesson."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import MOMENT, NUMBER, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Attempt(Model):
    """One attempt of a student at a lesson.

    Attributes:
        attempt: Number of the attempt, counted from 1.
        score: Score from 0 to 100.
        score_status: How far the work was handed in and graded. PowerPath holds an attempt for complete when it is
            `fully graded`.
        xp: Experience points that the attempt earned. Null where the lesson gives none.
        started_at: When the attempt began.
        completed_at: When the attempt was completed. Null while it is open.
    """
    attempt: float | None
    score: float | None
    score_status: ScoreStatus | str | None
    xp: float | None
    started_at: datetime.datetime | None
    completed_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Attempt)
        v: Any
        d = self._begin()
        if (v := self.attempt) is not None or "attempt" in d:
            d["attempt"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.score_status) is not None or "scoreStatus" in d:
            d["scoreStatus"] = v
        if (v := self.xp) is not None or "xp" in d:
            d["xp"] = v
        if (v := self.started_at) is not None or "startedAt" in d:
            d["startedAt"] = from_moment(v, d.get("startedAt"))
        if (v := self.completed_at) is not None or "completedAt" in d:
            d["completedAt"] = from_moment(v, d.get("completedAt"))
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Attempt:
        return parse_attempt(data)


def parse_attempt(d: dict[str, Any]) -> Attempt:
    self: Attempt = new(_Attempt)
    self._raw = d
    self._changed = None
    self.attempt = d.get("attempt")
    self.score = d.get("score")
    self.score_status = as_score_status(v, v) if type(v := d.get("scoreStatus")) is str else v
    self.xp = d.get("xp")
    self.started_at = to_datetime(v) if type(v := d.get("startedAt")) is str else v
    self.completed_at = to_datetime(v) if type(v := d.get("completedAt")) is str else v
    self.__class__ = Attempt
    return self


from timeback_api.common.models.score_status import ScoreStatus, as_score_status  # noqa: E402

_Attempt = seed(Attempt)
Attempt.FIELDS = {
    "attempt": Field("attempt", NUMBER, True),
    "score": Field("score", NUMBER, True),
    "score_status": Field("scoreStatus", Choice(ScoreStatus, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "xp": Field("xp", NUMBER, True),
    "started_at": Field("startedAt", MOMENT, True),
    "completed_at": Field("completedAt", MOMENT, True),
}
