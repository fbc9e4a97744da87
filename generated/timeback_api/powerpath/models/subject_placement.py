"""Placement of a student in one subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, WHOLE, Field, Many, One, Variant


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectPlacement(Model):
    """Placement of a student in one subject.

    Attributes:
        status: State of the placement.
        starting_grade: Grade of the first test.
        current_grade: Grade that the tests have shown so far.
        subject_lowest_grade: Lowest grade for which the subject has a test.
        subject_highest_grade: Highest grade for which the subject has a test.
        next_test_id: Id of the test to take next. Null where there is none.
        rit: RIT scores of a student in NWEA MAP tests.
        results: Results of the tests on the way.
    """
    status: str | None
    starting_grade: int | None
    current_grade: int | None
    subject_lowest_grade: int | None
    subject_highest_grade: int | None
    next_test_id: str | None
    rit: RitScores | None
    results: list[SubjectPlacementResult | dict[str, Any]] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SubjectPlacement)
        v: Any
        d = self._begin()
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.starting_grade) is not None or "startingGrade" in d:
            d["startingGrade"] = v
        if (v := self.current_grade) is not None or "currentGrade" in d:
            d["currentGrade"] = v
        if (v := self.subject_lowest_grade) is not None or "subjectLowestGrade" in d:
            d["subjectLowestGrade"] = v
        if (v := self.subject_highest_grade) is not None or "subjectHighestGrade" in d:
            d["subjectHighestGrade"] = v
        if (v := self.next_test_id) is not None or "nextTestId" in d:
            d["nextTestId"] = v
        if (v := self.rit) is not None or "RIT" in d:
            d["RIT"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.results) is not None or "results" in d:
            d["results"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.rit = parse_rit_scores(v, True) if type(v := d.get("RIT")) is dict else v
        self.results = ([parse_subject_placement_result(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("results")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectPlacement:
        return parse_subject_placement(data)


def parse_subject_placement(d: dict[str, Any], whole: bool = False) -> SubjectPlacement:
    self: SubjectPlacement = new(_SubjectPlacement)
    self._raw = d
    self._changed = None
    self.status = d.get("status")
    self.starting_grade = d.get("startingGrade")
    self.current_grade = d.get("currentGrade")
    self.subject_lowest_grade = d.get("subjectLowestGrade")
    self.subject_highest_grade = d.get("subjectHighestGrade")
    self.next_test_id = d.get("nextTestId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SubjectPlacement
    return self


from timeback_api.powerpath.models.edulastic_result import EdulasticResult  # noqa: E402
from timeback_api.powerpath.models.placement_result import PlacementResult  # noqa: E402
from timeback_api.powerpath.models.rit_scores import RitScores, parse_rit_scores  # noqa: E402
from timeback_api.powerpath.models.subject_placement_result import (
    SubjectPlacementResult, parse_subject_placement_result,
)  # noqa: E402

_SubjectPlacement = seed(SubjectPlacement)
SubjectPlacement.FIELDS = {
    "status": Field("status", TEXT, True),
    "starting_grade": Field("startingGrade", WHOLE, True),
    "current_grade": Field("currentGrade", WHOLE, True),
    "subject_lowest_grade": Field("subjectLowestGrade", WHOLE, True),
    "subject_highest_grade": Field("subjectHighestGrade", WHOLE, True),
    "next_test_id": Field("nextTestId", TEXT, True),
    "rit": Field("RIT", One(RitScores), True),
    "results": Field("results", Many(Variant("source", {"PLACEMENT": PlacementResult, "EDULASTIC": EdulasticResult}, None)), True),
}
SubjectPlacement.INSIDE = {
    "rit": ("RIT", RitScores),
    "results": ("results", None),
}
