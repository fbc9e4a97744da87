"""Result of a placement test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.powerpath.models.placement_status import PlacementStatus, as_placement_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    untracked_subclass,
)
from timeback_runtime.validators import BOOLEAN, DATETIME, INTEGER, NUMBER, TEXT, Choice, Field, OneOf


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

    FIELDS = {
        "source": Field("source", OneOf("PLACEMENT"), True),
        "status": Field("status", Choice(PlacementStatus), True),
        "test_id": Field("testId", TEXT, True),
        "title": Field("title", TEXT, True),
        "subject": Field("subject", TEXT, True),
        "grade": Field("grade", INTEGER, True),
        "score": Field("score", NUMBER),
        "completed_at": Field("completedAt", DATETIME),
        "mastery_track_processed": Field("masteryTrackProcessed", BOOLEAN),
    }

    status: PlacementStatus | str
    test_id: str
    title: str
    subject: str
    grade: int
    source: str = "PLACEMENT"
    score: float | None = None
    completed_at: datetime.datetime | None = None
    mastery_track_processed: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PlacementResult)
        value: Any
        data = self._start_dict()
        if (value := self.source) is not None or "source" in data:
            data["source"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.test_id) is not None or "testId" in data:
            data["testId"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.completed_at) is not None or "completedAt" in data:
            data["completedAt"] = format_datetime(value, data.get("completedAt"))
        if (value := self.mastery_track_processed) is not None or "masteryTrackProcessed" in data:
            data["masteryTrackProcessed"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementResult:
        return parse_placement_result(data)


_UntrackedPlacementResult = untracked_subclass(PlacementResult)


def parse_placement_result(data: Any) -> PlacementResult:
    instance: PlacementResult = new_model(_UntrackedPlacementResult)
    instance._received = data
    instance._changed = None
    instance.source = data.get("source")
    instance.status = as_placement_status(value, value) if type(value := data.get("status")) is str else value
    instance.test_id = data.get("testId")
    instance.title = data.get("title")
    instance.subject = data.get("subject")
    instance.grade = data.get("grade")
    instance.score = data.get("score")
    instance.completed_at = parse_datetime(value) if type(value := data.get("completedAt")) is str else value
    instance.mastery_track_processed = data.get("masteryTrackProcessed")
    instance.__class__ = PlacementResult
    return instance
