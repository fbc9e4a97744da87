"""The result of a student in an assessment."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.learning_objective_score_set import (
    LearningObjectiveScoreSet,
    parse_learning_objective_score_set,
)
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.score_status import ScoreStatus, as_score_status
from timeback_api.common.models.status import Status, as_status
from timeback_api.gradebook.models.text_flag import TextFlag, as_text_flag
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentResult(Model):
    """The result of a student in an assessment. The platform stores points for effort, accuracy and mastery in the
    metadata.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        assessment_line_item: The test or part that the result is for.
        student: The student who has the result.
        score_date: When it was scored. The platform includes the time of day; the standard uses only the date.
        score_status: Submission and grading status of the work. In PowerPath an attempt is complete when it is `fully
            graded`.
        sourced_id: Id of the assessment result.
        date_last_modified: When the assessment result was last changed. The server sets it.
        score: The score as a number.
        text_score: The score as text, such as "A" or "passed".
        score_scale: The score scale.
        score_percentile: Percentile: the percentage of students with the same or a lower score.
        comment: Comment on the result. It may contain personal data.
        learning_objective_set: Scores for single learning objectives, one entry for each source of their ids.
        in_progress: Whether the student is still at it.
        incomplete: Whether what was handed in is incomplete.
        late: Whether it was handed in late.
        missing: Whether it was not handed in at all.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "assessment_line_item": Field("assessmentLineItem", ModelOf(Reference), True),
        "student": Field("student", ModelOf(Reference), True),
        "score": Field("score", NUMBER),
        "text_score": Field("textScore", TEXT),
        "score_date": Field("scoreDate", DATETIME, True),
        "score_scale": Field("scoreScale", ModelOf(Reference)),
        "score_percentile": Field("scorePercentile", NUMBER),
        "score_status": Field("scoreStatus", Choice(ScoreStatus, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "comment": Field("comment", TEXT),
        "learning_objective_set": Field("learningObjectiveSet", ListOf(ModelOf(LearningObjectiveScoreSet))),
        "in_progress": Field("inProgress", Choice(TextFlag)),
        "incomplete": Field("incomplete", Choice(TextFlag)),
        "late": Field("late", Choice(TextFlag)),
        "missing": Field("missing", Choice(TextFlag)),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "assessment_line_item": ("assessmentLineItem", Reference),
        "student": ("student", Reference),
        "score_scale": ("scoreScale", Reference),
        "learning_objective_set": ("learningObjectiveSet", LearningObjectiveScoreSet),
    }

    FILTERS = frozenset(
        {
            "assessmentLineItem.sourcedId",
            "assessmentLineItemSourcedId",
            "scoreScale.sourcedId",
            "scoreScaleSourcedId",
            "student.sourcedId",
            "studentSourcedId",
        }
    )

    status: Status | str
    assessment_line_item: Reference
    student: Reference
    score_date: datetime.datetime
    score_status: ScoreStatus | str
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    score: float | None = None
    text_score: str | None = None
    score_scale: Reference | None = None
    score_percentile: float | None = None
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveScoreSet] | None = None
    in_progress: TextFlag | str | None = None
    incomplete: TextFlag | str | None = None
    late: TextFlag | str | None = None
    missing: TextFlag | str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentResult)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.assessment_line_item) is not None or "assessmentLineItem" in data:
            data["assessmentLineItem"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.student) is not None or "student" in data:
            data["student"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.score) is not None or "score" in data:
            data["score"] = value
        if (value := self.text_score) is not None or "textScore" in data:
            data["textScore"] = value
        if (value := self.score_date) is not None or "scoreDate" in data:
            data["scoreDate"] = format_datetime(value, data.get("scoreDate"))
        if (value := self.score_scale) is not None or "scoreScale" in data:
            data["scoreScale"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.score_percentile) is not None or "scorePercentile" in data:
            data["scorePercentile"] = value
        if (value := self.score_status) is not None or "scoreStatus" in data:
            data["scoreStatus"] = value if type(value) is str else enum_to_json(value)
        if (value := self.comment) is not None or "comment" in data:
            data["comment"] = value
        if (value := self.learning_objective_set) is not None or "learningObjectiveSet" in data:
            data["learningObjectiveSet"] = list_to_dicts(value)
        if (value := self.in_progress) is not None or "inProgress" in data:
            data["inProgress"] = value if type(value) is str else enum_to_json(value)
        if (value := self.incomplete) is not None or "incomplete" in data:
            data["incomplete"] = value if type(value) is str else enum_to_json(value)
        if (value := self.late) is not None or "late" in data:
            data["late"] = value if type(value) is str else enum_to_json(value)
        if (value := self.missing) is not None or "missing" in data:
            data["missing"] = value if type(value) is str else enum_to_json(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.assessment_line_item = (
            parse_reference(value) if type(value := data.get("assessmentLineItem")) is dict else value
        )
        self.student = parse_reference(value) if type(value := data.get("student")) is dict else value
        self.score_scale = parse_reference(value) if type(value := data.get("scoreScale")) is dict else value
        self.learning_objective_set = parse_list_deep(
            data.get("learningObjectiveSet"), parse_learning_objective_score_set
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentResult:
        return parse_assessment_result(data)


_UntrackedAssessmentResult = untracked_subclass(AssessmentResult)


def parse_assessment_result(data: Any, deep: bool = False) -> AssessmentResult:
    instance: AssessmentResult = new_model(_UntrackedAssessmentResult)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.score = data.get("score")
    instance.text_score = data.get("textScore")
    instance.score_date = parse_datetime(value) if type(value := data.get("scoreDate")) is str else value
    instance.score_percentile = data.get("scorePercentile")
    instance.score_status = as_score_status(value, value) if type(value := data.get("scoreStatus")) is str else value
    instance.comment = data.get("comment")
    instance.in_progress = as_text_flag(value, value) if type(value := data.get("inProgress")) is str else value
    instance.incomplete = as_text_flag(value, value) if type(value := data.get("incomplete")) is str else value
    instance.late = as_text_flag(value, value) if type(value := data.get("late")) is str else value
    instance.missing = as_text_flag(value, value) if type(value := data.get("missing")) is str else value
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentResult
    return instance
