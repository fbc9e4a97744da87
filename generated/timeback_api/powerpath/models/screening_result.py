"""Result of a screening test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningResult(Model):
    """Result of a screening test.

    Attributes:
        test_name: Name of the test.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        rit_score: The score on the RIT scale.
        completed_at: When the test was completed.
    """

    FIELDS = {
        "test_name": Field("testName", TEXT, True),
        "grade": Field("grade", Choice(Grade), True),
        "rit_score": Field("ritScore", NUMBER, True),
        "completed_at": Field("completedAt", DATETIME, True),
    }

    test_name: str
    grade: Grade | str
    rit_score: float
    completed_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ScreeningResult)
        value: Any
        data = self._start_dict()
        if (value := self.test_name) is not None or "testName" in data:
            data["testName"] = value
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.rit_score) is not None or "ritScore" in data:
            data["ritScore"] = value
        if (value := self.completed_at) is not None or "completedAt" in data:
            data["completedAt"] = format_datetime(value, data.get("completedAt"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningResult:
        return parse_screening_result(data)


_UntrackedScreeningResult = untracked_subclass(ScreeningResult)


def parse_screening_result(data: Any) -> ScreeningResult:
    instance: ScreeningResult = new_model(_UntrackedScreeningResult)
    instance._received = data
    instance._changed = None
    instance.test_name = data.get("testName")
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.rit_score = data.get("ritScore")
    instance.completed_at = parse_datetime(value) if type(value := data.get("completedAt")) is str else value
    instance.__class__ = ScreeningResult
    return instance
