"""Result of a placement test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FLAG, MOMENT, NUMBER, TEXT, WHOLE, Choice, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementResult(Model):
    """Result of a placement test.

    Attributes:
        status: State of one test on the way to a placement.
        test_id: Id of the test.
        title: Title of the test.
        subject: Subject of the test.
        grade: Grade of the test.
        source: Where the test was taken.
        score: Score of the student.
        completed_at: When the test was completed.
        mastery_track_processed: Whether the provider `mastery-track` has written its results back.
    """
    status: PlacementStatus | str | None
    test_id: str | None
    title: str | None
    subject: str | None
    grade: int | None
    source: str | None = "PLACEMENT"
    score: float | None = None
    completed_at: datetime.datetime | None = None
    mastery_track_processed: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PlacementResult)
        v: Any
        d = self._begin()
        if (v := self.source) is not None or "source" in d:
            d["source"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.test_id) is not None or "testId" in d:
            d["testId"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.completed_at) is not None or "completedAt" in d:
            d["completedAt"] = from_moment(v, d.get("completedAt"))
        if (v := self.mastery_track_processed) is not None or "masteryTrackProcessed" in d:
            d["masteryTrackProcessed"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementResult:
        return parse_placement_result(data)


def parse_placement_result(d: dict[str, Any]) -> PlacementResult:
    self: PlacementResult = new(_PlacementResult)
    self._raw = d
    self._changed = None
    self.source = d.get("source")
    self.status = as_placement_status(v, v) if type(v := d.get("status")) is str else v
    self.test_id = d.get("testId")
    self.title = d.get("title")
    self.subject = d.get("subject")
    self.grade = d.get("grade")
    self.score = d.get("score")
    self.completed_at = to_datetime(v) if type(v := d.get("completedAt")) is str else v
    self.mastery_track_processed = d.get("masteryTrackProcessed")
    self.__class__ = PlacementResult
    return self


from timeback_api.powerpath.models.placement_status import PlacementStatus, as_placement_status  # noqa: E402

_PlacementResult = seed(PlacementResult)
PlacementResult.FIELDS = {
    "source": Field("source", Text(0, "^PLACEMENT$"), True),
    "status": Field("status", Choice(PlacementStatus), True),
    "test_id": Field("testId", TEXT, True),
    "title": Field("title", TEXT, True),
    "subject": Field("subject", TEXT, True),
    "grade": Field("grade", WHOLE, True),
    "score": Field("score", NUMBER),
    "completed_at": Field("completedAt", MOMENT),
    "mastery_track_processed": Field("masteryTrackProcessed", FLAG),
}
