"""Placement of a student in one subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.edulastic_result import EdulasticResult
from timeback_api.powerpath.models.placement_result import PlacementResult
from timeback_api.powerpath.models.rit_scores import RitScores, parse_rit_scores
from timeback_api.powerpath.models.subject_placement_result import (
    SubjectPlacementResult,
    parse_subject_placement_result,
)
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import DiscriminatedUnion, ModelOf
from timeback_runtime.validators import INTEGER, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectPlacement(Model):
    """Placement of a student in one subject.

    Attributes:
        status: State of the placement.
        starting_grade: Grade of the first test.
        current_grade: Grade that the tests have shown so far.
        subject_lowest_grade: Lowest grade for which the subject has a test.
        subject_highest_grade: Highest grade for which the subject has a test.
        next_test_id: Id of the test to take next. Null if there is none.
        rit: RIT scores of a student in NWEA MAP tests.
        results: Results of the tests on the way.
    """

    FIELDS = {
        "status": Field("status", TEXT, True),
        "starting_grade": Field("startingGrade", INTEGER, True),
        "current_grade": Field("currentGrade", INTEGER, True),
        "subject_lowest_grade": Field("subjectLowestGrade", INTEGER, True),
        "subject_highest_grade": Field("subjectHighestGrade", INTEGER, True),
        "next_test_id": Field("nextTestId", TEXT, True),
        "rit": Field("RIT", ModelOf(RitScores), True),
        "results": Field(
            "results",
            ListOf(DiscriminatedUnion("source", {"PLACEMENT": PlacementResult, "EDULASTIC": EdulasticResult}, None)),
            True,
        ),
    }
    NESTED = {"rit": ("RIT", RitScores), "results": ("results", None)}

    status: str
    starting_grade: int
    current_grade: int
    subject_lowest_grade: int
    subject_highest_grade: int
    next_test_id: str | None
    rit: RitScores
    results: list[SubjectPlacementResult]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SubjectPlacement)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value
        if (value := self.starting_grade) is not None or "startingGrade" in data:
            data["startingGrade"] = value
        if (value := self.current_grade) is not None or "currentGrade" in data:
            data["currentGrade"] = value
        if (value := self.subject_lowest_grade) is not None or "subjectLowestGrade" in data:
            data["subjectLowestGrade"] = value
        if (value := self.subject_highest_grade) is not None or "subjectHighestGrade" in data:
            data["subjectHighestGrade"] = value
        if (value := self.next_test_id) is not None or "nextTestId" in data:
            data["nextTestId"] = value
        if (value := self.rit) is not None or "RIT" in data:
            data["RIT"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.results) is not None or "results" in data:
            data["results"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.rit = parse_rit_scores(value, True) if type(value := data.get("RIT")) is dict else value
        self.results = parse_list(data.get("results"), parse_subject_placement_result)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectPlacement:
        return parse_subject_placement(data)


_UntrackedSubjectPlacement = untracked_subclass(SubjectPlacement)


def parse_subject_placement(data: Any, deep: bool = False) -> SubjectPlacement:
    instance: SubjectPlacement = new_model(_UntrackedSubjectPlacement)
    instance._received = data
    instance._changed = None
    instance.status = data.get("status")
    instance.starting_grade = data.get("startingGrade")
    instance.current_grade = data.get("currentGrade")
    instance.subject_lowest_grade = data.get("subjectLowestGrade")
    instance.subject_highest_grade = data.get("subjectHighestGrade")
    instance.next_test_id = data.get("nextTestId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SubjectPlacement
    return instance
