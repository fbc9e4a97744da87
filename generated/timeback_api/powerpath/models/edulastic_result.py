"""Result of a test that was taken at Edulastic."""

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
from timeback_runtime.validators import DATETIME, INTEGER, NUMBER, TEXT, Choice, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EdulasticResult(Model):
    """Result of a test that was taken at Edulastic.

    Attributes:
        status: State of one test on the way to a placement.
        test_id: Id of the test.
        title: Title of the test.
        subject: Subject of the test.
        grade: Grade of the test.
        source: Where the test was taken.
        score: Score of the student.
        completed_at: When the test was completed.
    """

    FIELDS = {
        "source": Field("source", OneOf("EDULASTIC"), True),
        "status": Field("status", Choice(PlacementStatus), True),
        "test_id": Field("testId", TEXT, True),
        "title": Field("title", TEXT, True),
        "subject": Field("subject", TEXT, True),
        "grade": Field("grade", INTEGER, True),
        "score": Field("score", NUMBER),
        "completed_at": Field("completedAt", DATETIME),
    }

    status: PlacementStatus | str
    test_id: str
    title: str
    subject: str
    grade: int
    source: str = "EDULASTIC"
    score: float | None = None
    completed_at: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EdulasticResult)
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
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EdulasticResult:
        return parse_edulastic_result(data)


_UntrackedEdulasticResult = untracked_subclass(EdulasticResult)


def parse_edulastic_result(data: Any) -> EdulasticResult:
    instance: EdulasticResult = new_model(_UntrackedEdulasticResult)
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
    instance.__class__ = EdulasticResult
    return instance
