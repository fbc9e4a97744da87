"""Result of a screening test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import MOMENT, NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningResult(Model):
    """Result of a screening test.

    Attributes:
        test_name: Name of the test.
        grade: School grade as the platform counts it, written as text: `-1` is the year before kindergarten, `0` is
            kindergarten, and `13` is what lies beyond grade 12.
        rit_score: The score on the RIT scale.
        completed_at: When the test was completed.
    """
    test_name: str | None
    grade: Grade | str | None
    rit_score: float | None
    completed_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScreeningResult)
        v: Any
        d = self._begin()
        if (v := self.test_name) is not None or "testName" in d:
            d["testName"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        if (v := self.rit_score) is not None or "ritScore" in d:
            d["ritScore"] = v
        if (v := self.completed_at) is not None or "completedAt" in d:
            d["completedAt"] = from_moment(v, d.get("completedAt"))
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningResult:
        return parse_screening_result(data)


def parse_screening_result(d: dict[str, Any]) -> ScreeningResult:
    self: ScreeningResult = new(_ScreeningResult)
    self._raw = d
    self._changed = None
    self.test_name = d.get("testName")
    self.grade = as_grade(v, v) if type(v := d.get("grade")) is str else v
    self.rit_score = d.get("ritScore")
    self.completed_at = to_datetime(v) if type(v := d.get("completedAt")) is str else v
    self.__class__ = ScreeningResult
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402

_ScreeningResult = seed(ScreeningResult)
ScreeningResult.FIELDS = {
    "test_name": Field("testName", TEXT, True),
    "grade": Field("grade", Choice(Grade), True),
    "rit_score": Field("ritScore", NUMBER, True),
    "completed_at": Field("completedAt", MOMENT, True),
}
