"""The placement test that a student takes next."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NextPlacementTest(Model):
    """The placement test that a student takes next.

    Attributes:
        lesson: Id of the component resource of the test. Null if there is no test left.
        grade_level: Grade that the placement tests have determined so far.
        onboarded: Whether placement in the subject is done.
        exhausted_tests: Whether the student has taken all tests of the subject.
        available_tests: Number of placement tests in the subject.
    """

    FIELDS = {
        "lesson": Field("lesson", TEXT, True),
        "grade_level": Field("gradeLevel", Choice(Grade), True),
        "onboarded": Field("onboarded", BOOLEAN, True),
        "exhausted_tests": Field("exhaustedTests", BOOLEAN, True),
        "available_tests": Field("availableTests", NUMBER, True),
    }

    lesson: str | None
    grade_level: Grade | str | None
    onboarded: bool
    exhausted_tests: bool
    available_tests: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NextPlacementTest)
        value: Any
        data = self._start_dict()
        if (value := self.lesson) is not None or "lesson" in data:
            data["lesson"] = value
        if (value := self.grade_level) is not None or "gradeLevel" in data:
            data["gradeLevel"] = value if type(value) is str else enum_to_json(value)
        if (value := self.onboarded) is not None or "onboarded" in data:
            data["onboarded"] = value
        if (value := self.exhausted_tests) is not None or "exhaustedTests" in data:
            data["exhaustedTests"] = value
        if (value := self.available_tests) is not None or "availableTests" in data:
            data["availableTests"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NextPlacementTest:
        return parse_next_placement_test(data)


_UntrackedNextPlacementTest = untracked_subclass(NextPlacementTest)


def parse_next_placement_test(data: Any) -> NextPlacementTest:
    instance: NextPlacementTest = new_model(_UntrackedNextPlacementTest)
    instance._received = data
    instance._changed = None
    instance.lesson = data.get("lesson")
    instance.grade_level = as_grade(value, value) if type(value := data.get("gradeLevel")) is str else value
    instance.onboarded = data.get("onboarded")
    instance.exhausted_tests = data.get("exhaustedTests")
    instance.available_tests = data.get("availableTests")
    instance.__class__ = NextPlacementTest
    return instance
