from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.learning_objective_score_set import LearningObjectiveScoreSet
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.score_status import ScoreStatus
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, ListOf, Text, json_field


class AssessmentResult(Model):
    """A OneRoster assessment result: the result of a student in a line item.

    Attributes:
        sourced_id: Id of the result.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the result was last changed.
        assessment_line_item: Line item that the result is for.
        student: Student that the result belongs to.
        score_scale: Scale of the score.
        score_status: Submission and grading status of the work. In PowerPath an attempt is complete when it is `fully
            graded`.
        score_date: When the score was given.
        score: The score as a number.
        text_score: The score as text.
        score_percentile: The score as a percentile.
        comment: Remark on the result.
        learning_objective_set: Results for each learning objective.
        in_progress: Text that marks work in progress.
        incomplete: Text that marks incomplete work.
        late: Text that marks late work.
        missing: Text that marks missing work.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    assessment_line_item: Reference | None = json_field("assessmentLineItem", ModelOf(Reference), default=None)
    student: Reference | None = json_field("student", ModelOf(Reference), default=None)
    score_scale: Reference | None = json_field("scoreScale", ModelOf(Reference), default=None)
    score_status: ScoreStatus | str = json_field("scoreStatus", Choice(ScoreStatus, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    score_date: datetime.datetime = json_field("scoreDate", DATETIME)
    score: float | None = json_field("score", NUMBER, default=None)
    text_score: str | None = json_field("textScore", TEXT, default=None)
    score_percentile: float | None = json_field("scorePercentile", NUMBER, default=None)
    comment: str | None = json_field("comment", TEXT, default=None)
    learning_objective_set: list[LearningObjectiveScoreSet] | None = json_field(
        "learningObjectiveSet", ListOf(ModelOf(LearningObjectiveScoreSet)), default=None
    )
    in_progress: str | None = json_field("inProgress", TEXT, default=None)
    incomplete: str | None = json_field("incomplete", TEXT, default=None)
    late: str | None = json_field("late", TEXT, default=None)
    missing: str | None = json_field("missing", TEXT, default=None)


parse_assessment_result = AssessmentResult._parse
