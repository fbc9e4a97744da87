"""A OneRoster assessment result, which is what a student reached in a line item."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentResult(Model):
    """A OneRoster assessment result, which is what a student reached in a line item.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        score_status: How far the work was handed in and graded. PowerPath holds an attempt for complete when it is
            `fully graded`.
        score_date: When the score was given.
        sourced_id: Id of the result.
        date_last_modified: When the result was last changed.
        assessment_line_item: Line item that the result is for.
        student: Student that the result belongs to.
        score_scale: Scale of the score.
        score: The score as a number.
        text_score: The score as text.
        score_percentile: The score as a percentile.
        comment: Remark on the result.
        learning_objective_set: What was reached in each learning objective.
        in_progress: Text that marks work in progress.
        incomplete: Text that marks incomplete work.
        late: Text that marks late work.
        missing: Text that marks missing work.
    """
    status: Status | str | None
    score_status: ScoreStatus | str | None
    score_date: datetime.datetime | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
    metadata: dict[str, Any] | None = None
    assessment_line_item: Reference | None = None
    student: Reference | None = None
    score_scale: Reference | None = None
    score: float | None = None
    text_score: str | None = None
    score_percentile: float | None = None
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveScoreSet] | None = None
    in_progress: str | None = None
    incomplete: str | None = None
    late: str | None = None
    missing: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentResult)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.assessment_line_item) is not None or "assessmentLineItem" in d:
            d["assessmentLineItem"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.student) is not None or "student" in d:
            d["student"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.score_scale) is not None or "scoreScale" in d:
            d["scoreScale"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.score_status) is not None or "scoreStatus" in d:
            d["scoreStatus"] = v
        if (v := self.score_date) is not None or "scoreDate" in d:
            d["scoreDate"] = from_moment(v, d.get("scoreDate"))
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.text_score) is not None or "textScore" in d:
            d["textScore"] = v
        if (v := self.score_percentile) is not None or "scorePercentile" in d:
            d["scorePercentile"] = v
        if (v := self.comment) is not None or "comment" in d:
            d["comment"] = v
        if (v := self.learning_objective_set) is not None or "learningObjectiveSet" in d:
            d["learningObjectiveSet"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.in_progress) is not None or "inProgress" in d:
            d["inProgress"] = v
        if (v := self.incomplete) is not None or "incomplete" in d:
            d["incomplete"] = v
        if (v := self.late) is not None or "late" in d:
            d["late"] = v
        if (v := self.missing) is not None or "missing" in d:
            d["missing"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.assessment_line_item = parse_reference(v) if type(v := d.get("assessmentLineItem")) is dict else v
        self.student = parse_reference(v) if type(v := d.get("student")) is dict else v
        self.score_scale = parse_reference(v) if type(v := d.get("scoreScale")) is dict else v
        self.learning_objective_set = ([parse_learning_objective_score_set(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("learningObjectiveSet")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentResult:
        return parse_assessment_result(data)


def parse_assessment_result(d: dict[str, Any], whole: bool = False) -> AssessmentResult:
    self: AssessmentResult = new(_AssessmentResult)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.metadata = d.get("metadata")
    self.score_status = as_score_status(v, v) if type(v := d.get("scoreStatus")) is str else v
    self.score_date = to_datetime(v) if type(v := d.get("scoreDate")) is str else v
    self.score = d.get("score")
    self.text_score = d.get("textScore")
    self.score_percentile = d.get("scorePercentile")
    self.comment = d.get("comment")
    self.in_progress = d.get("inProgress")
    self.incomplete = d.get("incomplete")
    self.late = d.get("late")
    self.missing = d.get("missing")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentResult
    return self


from timeback_api.common.models.learning_objective_score_set import (
    LearningObjectiveScoreSet, parse_learning_objective_score_set,
)  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.score_status import ScoreStatus, as_score_status  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402

_AssessmentResult = seed(AssessmentResult)
AssessmentResult.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "metadata": Field("metadata", FREE),
    "assessment_line_item": Field("assessmentLineItem", One(Reference)),
    "student": Field("student", One(Reference)),
    "score_scale": Field("scoreScale", One(Reference)),
    "score_status": Field("scoreStatus", Choice(ScoreStatus, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "score_date": Field("scoreDate", MOMENT, True),
    "score": Field("score", NUMBER),
    "text_score": Field("textScore", TEXT),
    "score_percentile": Field("scorePercentile", NUMBER),
    "comment": Field("comment", TEXT),
    "learning_objective_set": Field("learningObjectiveSet", Many(One(LearningObjectiveScoreSet))),
    "in_progress": Field("inProgress", TEXT),
    "incomplete": Field("incomplete", TEXT),
    "late": Field("late", TEXT),
    "missing": Field("missing", TEXT),
}
AssessmentResult.INSIDE = {
    "assessment_line_item": ("assessmentLineItem", Reference),
    "student": ("student", Reference),
    "score_scale": ("scoreScale", Reference),
    "learning_objective_set": ("learningObjectiveSet", LearningObjectiveScoreSet),
}
