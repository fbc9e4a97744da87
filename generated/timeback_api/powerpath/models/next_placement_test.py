"""The placement test that a student takes next."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NextPlacementTest(Model):
    """The placement test that a student takes next.

    Attributes:
        lesson: Id of the component resource that is the test. Null where there is nothing left to take.
        grade_level: Grade that the placement tests have shown so far.
        onboarded: Whether placement in the subject is done.
        exhausted_tests: Whether the student has taken all tests of the subject.
        available_tests: Number of placement tests in the subject.
    """
    lesson: str | None
    grade_level: Grade | str | None
    onboarded: bool | None
    exhausted_tests: bool | None
    available_tests: float | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NextPlacementTest)
        v: Any
        d = self._begin()
        if (v := self.lesson) is not None or "lesson" in d:
            d["lesson"] = v
        if (v := self.grade_level) is not None or "gradeLevel" in d:
            d["gradeLevel"] = v
        if (v := self.onboarded) is not None or "onboarded" in d:
            d["onboarded"] = v
        if (v := self.exhausted_tests) is not None or "exhaustedTests" in d:
            d["exhaustedTests"] = v
        if (v := self.available_tests) is not None or "availableTests" in d:
            d["availableTests"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NextPlacementTest:
        return parse_next_placement_test(data)


def parse_next_placement_test(d: dict[str, Any]) -> NextPlacementTest:
    self: NextPlacementTest = new(_NextPlacementTest)
    self._raw = d
    self._changed = None
    self.lesson = d.get("lesson")
    self.grade_level = as_grade(v, v) if type(v := d.get("gradeLevel")) is str else v
    self.onboarded = d.get("onboarded")
    self.exhausted_tests = d.get("exhaustedTests")
    self.available_tests = d.get("availableTests")
    self.__class__ = NextPlacementTest
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402

_NextPlacementTest = seed(NextPlacementTest)
NextPlacementTest.FIELDS = {
    "lesson": Field("lesson", TEXT, True),
    "grade_level": Field("gradeLevel", Choice(Grade), True),
    "onboarded": Field("onboarded", FLAG, True),
    "exhausted_tests": Field("exhaustedTests", FLAG, True),
    "available_tests": Field("availableTests", NUMBER, True),
}
