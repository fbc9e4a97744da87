from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.learning_objective_score_set import LearningObjectiveScoreSet
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.score_status import ScoreStatus
from timeback_api.common.models.status import Status
from timeback_api.gradebook.models.text_flag import TextFlag
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, ListOf, Text, json_field


class Result(Model):
    """The grade of a student for a line item.

    Attributes:
        sourced_id: Id of the result.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the result was last changed. The server sets it.
        line_item: The line item that was graded.
        student: The student who was graded.
        class_: The class of the line item, if the server provides it.
        score_scale: The score scale.
        score_status: Submission and grading status of the work. In PowerPath an attempt is complete when it is `fully
            graded`.
        score: The score as a number.
        text_score: The score as text, such as "A" or "passed".
        score_date: When it was scored. The platform includes the time of day; the standard uses only the date.
        comment: Comment on the grade. It may contain personal data.
        learning_objective_set: Scores for single learning objectives, one entry for each source of their ids.
        in_progress: Whether the student is still at it.
        incomplete: Whether what was handed in is incomplete.
        late: Whether it was handed in late.
        missing: Whether it was not handed in at all.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    line_item: Reference = json_field("lineItem", ModelOf(Reference))
    student: Reference = json_field("student", ModelOf(Reference))
    class_: Reference | None = json_field("class", ModelOf(Reference), default=None)
    score_scale: Reference | None = json_field("scoreScale", ModelOf(Reference), default=None)
    score_status: ScoreStatus | str = json_field("scoreStatus", Choice(ScoreStatus, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    score: float | None = json_field("score", NUMBER, default=None)
    text_score: str | None = json_field("textScore", TEXT, default=None)
    score_date: datetime.datetime = json_field("scoreDate", DATETIME)
    comment: str | None = json_field("comment", TEXT, default=None)
    learning_objective_set: list[LearningObjectiveScoreSet] | None = json_field(
        "learningObjectiveSet", ListOf(ModelOf(LearningObjectiveScoreSet)), default=None
    )
    in_progress: TextFlag | str | None = json_field("inProgress", Choice(TextFlag), default=None)
    incomplete: TextFlag | str | None = json_field("incomplete", Choice(TextFlag), default=None)
    late: TextFlag | str | None = json_field("late", Choice(TextFlag), default=None)
    missing: TextFlag | str | None = json_field("missing", Choice(TextFlag), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {
            "class.sourcedId",
            "classSourcedId",
            "lineItem.sourcedId",
            "lineItemSourcedId",
            "scoreScale.sourcedId",
            "scoreScaleSourcedId",
            "student.sourcedId",
            "studentSourcedId",
        }
    )


parse_result = Result._parse
