"""The highest grade by each kind of test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, TEXT, AnyOf, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class GradesByTest(Model):
    """The highest grade by each kind of test. A grade is text or a number, or null if it is not known.

    Attributes:
        rit_grade: Grade by the score of a MAP test.
        edulastic_grade: Grade by tests of Edulastic.
        placement_grade: Grade by placement tests.
        test_out_grade: Grade by test-outs.
        highest_grade_overall: The highest of these grades.
    """

    FIELDS = {
        "rit_grade": Field("ritGrade", AnyOf(TEXT, NUMBER)),
        "edulastic_grade": Field("edulasticGrade", AnyOf(TEXT, NUMBER)),
        "placement_grade": Field("placementGrade", AnyOf(TEXT, NUMBER)),
        "test_out_grade": Field("testOutGrade", AnyOf(TEXT, NUMBER)),
        "highest_grade_overall": Field("highestGradeOverall", AnyOf(TEXT, NUMBER)),
    }

    rit_grade: str | float | None = None
    edulastic_grade: str | float | None = None
    placement_grade: str | float | None = None
    test_out_grade: str | float | None = None
    highest_grade_overall: str | float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, GradesByTest)
        value: Any
        data = self._start_dict()
        if (value := self.rit_grade) is not None or "ritGrade" in data:
            data["ritGrade"] = value
        if (value := self.edulastic_grade) is not None or "edulasticGrade" in data:
            data["edulasticGrade"] = value
        if (value := self.placement_grade) is not None or "placementGrade" in data:
            data["placementGrade"] = value
        if (value := self.test_out_grade) is not None or "testOutGrade" in data:
            data["testOutGrade"] = value
        if (value := self.highest_grade_overall) is not None or "highestGradeOverall" in data:
            data["highestGradeOverall"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> GradesByTest:
        return parse_grades_by_test(data)


_UntrackedGradesByTest = untracked_subclass(GradesByTest)


def parse_grades_by_test(data: Any) -> GradesByTest:
    instance: GradesByTest = new_model(_UntrackedGradesByTest)
    instance._received = data
    instance._changed = None
    instance.rit_grade = data.get("ritGrade")
    instance.edulastic_grade = data.get("edulasticGrade")
    instance.placement_grade = data.get("placementGrade")
    instance.test_out_grade = data.get("testOutGrade")
    instance.highest_grade_overall = data.get("highestGradeOverall")
    instance.__class__ = GradesByTest
    return instance
