from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.learning_objective_set import LearningObjectiveSet
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, ListOf, Text, json_field


class LineItem(Model):
    """Something that the students of a class are graded on, such as an assignment or a test.

    Attributes:
        sourced_id: Id of the line item.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the line item was last changed. The server sets it.
        title: Name of what is graded.
        description: Instructions for the student.
        assign_date: When students get it.
        due_date: When it has to be handed in.
        class_: The class whose students are graded.
        school: The school at which the class is held.
        category: The category of the line item.
        grading_period: The grading period that it counts in.
        academic_session: The academic session of the line item, of any type.
        score_scale: The score scale.
        result_value_min: Lowest score that can be reached.
        result_value_max: Highest score that can be reached.
        learning_objective_set: The learning objectives of the line item, one entry for each source of their ids.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    description: str | None = json_field("description", TEXT, default=None)
    assign_date: datetime.datetime = json_field("assignDate", DATETIME)
    due_date: datetime.datetime = json_field("dueDate", DATETIME)
    class_: Reference = json_field("class", ModelOf(Reference))
    school: Reference = json_field("school", ModelOf(Reference))
    category: Reference = json_field("category", ModelOf(Reference))
    grading_period: Reference | None = json_field("gradingPeriod", ModelOf(Reference), default=None)
    academic_session: Reference | None = json_field("academicSession", ModelOf(Reference), default=None)
    score_scale: Reference | None = json_field("scoreScale", ModelOf(Reference), default=None)
    result_value_min: float | None = json_field("resultValueMin", NUMBER, default=None)
    result_value_max: float | None = json_field("resultValueMax", NUMBER, default=None)
    learning_objective_set: list[LearningObjectiveSet] | None = json_field(
        "learningObjectiveSet", ListOf(ModelOf(LearningObjectiveSet)), default=None
    )
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {
            "academicSession.sourcedId",
            "academicSessionSourcedId",
            "category.sourcedId",
            "categorySourcedId",
            "class.sourcedId",
            "classSourcedId",
            "gradingPeriod.sourcedId",
            "gradingPeriodSourcedId",
            "school.sourcedId",
            "schoolSourcedId",
            "scoreScale.sourcedId",
            "scoreScaleSourcedId",
        }
    )


parse_line_item = LineItem._parse
